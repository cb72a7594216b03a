package dev.tillbridge.hub.receipts;

import dev.tillbridge.hub.problem.BadInput;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which sale a receipt's address leads to. */
public final class ReceiptLinks {

  /** 128 bits in base64 for addresses (RFC 4648, section 5), without padding. */
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{22}");

  private final JdbcClient jdbc;
  private final InstantSource clock;

  public ReceiptLinks(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Checks a token that a till made.
   *
   * @throws BadInput when it is too easy to guess, or does not fit an address
   */
  public static String checked(String field, String token) {
    if (!TOKEN.matcher(token).matches()) {
      throw BadInput.of(field, "must be 22 letters, digits, - or _");
    }
    return token;
  }

  /** Leads the token to the sale, which is recorded. The first token of a sale stays; again changes nothing. */
  public void lead(String token, UUID sale) {
    jdbc.sql("""
            insert into receipt_link (sale_id, token_hash, made_at) values (:sale, :hash, :now)
            on conflict do nothing
            """)
        .param("sale", sale)
        .param("hash", hash(token))
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  /** The sale; empty while it is not here yet, and for what is no token at all. */
  public Optional<UUID> sale(String token) {
    return TOKEN.matcher(token).matches()
        ? jdbc.sql("select sale_id from receipt_link where token_hash = :hash")
            .param("hash", hash(token))
            .query(UUID.class)
            .optional()
        : Optional.empty();
  }

  private static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform must have SHA-256", e);
    }
  }
}
