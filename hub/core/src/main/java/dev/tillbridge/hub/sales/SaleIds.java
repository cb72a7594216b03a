package dev.tillbridge.hub.sales;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Ids of sales that somebody else made: the same order gets the same id, whoever hears of it. */
final class SaleIds {

  private SaleIds() {}

  /**
   * The id of the sale that an outside order becomes: a UUID of version 8 made from the SHA-256 of
   * its name (RFC 9562, section 5.8 and appendix B.2).
   *
   * @param system for example {@code shopify}
   * @param account whose: the shop's domain
   * @param orderId theirs
   */
  static UUID of(String system, String account, String orderId) {
    var name = system + ":" + account + ":" + orderId;
    var hash = ByteBuffer.wrap(Sha256.of(name.getBytes(StandardCharsets.UTF_8)));
    long high = (hash.getLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x8000L;
    long low = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }
}
