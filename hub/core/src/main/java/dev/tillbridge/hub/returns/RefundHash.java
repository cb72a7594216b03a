package dev.tillbridge.hub.returns;

import dev.tillbridge.hub.sales.Sales;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Tells one refund from another under the same id. Every part goes in with its length, so that no two
 * different ones spell the same bytes.
 */
final class RefundHash {

  private final MessageDigest digest;

  private RefundHash() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  static byte[] of(NewRefund refund) {
    var hash = new RefundHash();
    hash.add("counter-refund-1", refund.saleId(), refund.location(), refund.register());
    hash.add(refund.receiptNumber(), refund.at(), refund.reason(), refund.otherwise());
    hash.add(refund.units().size());
    refund.units().forEach(u -> hash.add(u.line(), u.quantity()));
    hash.add(refund.loose().size());
    refund.loose().forEach(l -> hash.add(l.sku().code(), l.quantity(), l.unitPrice()));
    hash.add(refund.tenders().size());
    refund.tenders().forEach(t -> hash.add(t.kind(), t.amount(), t.reference()));
    var exchange = refund.exchange();
    hash.add(exchange == null ? null : exchange.id());
    hash.add(exchange == null ? null : HexFormat.of().formatHex(Sales.fingerprint(exchange)));
    return hash.digest.digest();
  }

  private void add(@Nullable Object... parts) {
    for (var part : parts) {
      var bytes = String.valueOf(part).getBytes(StandardCharsets.UTF_8);
      digest.update((part == null ? "-" : bytes.length + ":").getBytes(StandardCharsets.UTF_8));
      digest.update(bytes);
    }
  }
}
