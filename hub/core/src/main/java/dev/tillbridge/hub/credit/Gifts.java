package dev.tillbridge.hub.credit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.place.LocationId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Gift cards that nobody pays for, each given once. */
public final class Gifts {

  private final JdbcClient jdbc;
  private final TransactionTemplate tx;
  private final InstantSource clock;
  private final Places places;
  private final Credits credits;
  private final GiftNews news;

  public Gifts(
      JdbcClient jdbc,
      TransactionTemplate tx,
      InstantSource clock,
      Places places,
      Credits credits,
      GiftNews news) {
    this.jdbc = jdbc;
    this.tx = tx;
    this.clock = clock;
    this.places = places;
    this.credits = credits;
    this.news = news;
  }

  /**
   * Gives a card away.
   *
   * @return the gift as recorded, now or when the same came before
   * @throws BadInput for a code, an amount or a place that makes no sense
   * @throws IdReused when the id stands for another gift
   */
  public GiftView give(NewGift gift, String by) {
    var hash = hash(gift);
    var known = known(gift.id(), hash);
    if (known.isPresent()) {
      return known.get();
    }
    try {
      return Objects.requireNonNull(tx.execute(_ -> write(gift, hash, by)));
    } catch (DuplicateKeyException atOnce) {
      return known(gift.id(), hash).orElseThrow(() -> atOnce);
    }
  }

  private GiftView write(NewGift gift, byte[] hash, String by) {
    var location = places
        .find(gift.location())
        .orElseThrow(() -> BadInput.of("location", "there is no location " + gift.location()));
    if (gift.amount().minor() < 1 || !gift.amount().currency().equals(location.currency())) {
      throw BadInput.of("amount", "must be above zero, in " + location.currency());
    }
    var now = clock.instant();
    var card = credits.given(gift.code(), gift.amount(), gift.id().toString());
    var given = new GiftView(
        gift.id(),
        card,
        location.id(),
        now.atZone(location.timeZone()).toLocalDate(),
        gift.amount(),
        gift.reason(),
        by,
        now);
    jdbc.sql("""
            insert into value_gift (id, request_hash, value_id, location, business_day, amount,
                                    reason, given_by, given_at)
            values (:id, :hash, :value, :location, :day, :amount, :reason, :by, :now)
            """)
        .param("id", given.id())
        .param("hash", hash)
        .param("value", card.id())
        .param("location", given.location().code())
        .param("day", given.businessDay())
        .param("amount", given.amount().minor())
        .param("reason", given.reason())
        .param("by", by)
        .param("now", now.atOffset(UTC))
        .update();
    news.given(given);
    return given;
  }

  private Optional<GiftView> known(UUID id, byte[] hash) {
    return jdbc.sql("""
            select g.*, v.kind, v.ends_with, v.currency, v.balance
              from value_gift g join stored_value v on v.id = g.value_id where g.id = :id
            """)
        .param("id", id)
        .query((row, _) -> {
          if (!Arrays.equals(row.getBytes("request_hash"), hash)) {
            throw new IdReused("gift " + id);
          }
          var currency = row.getString("currency");
          return new GiftView(
              id,
              new StoredValue(
                  row.getObject("value_id", UUID.class),
                  ValueKind.valueOf(row.getString("kind")),
                  row.getString("ends_with"),
                  Money.of(row.getLong("balance"), currency)),
              new LocationId(row.getString("location")),
              row.getObject("business_day", LocalDate.class),
              Money.of(row.getLong("amount"), currency),
              row.getString("reason"),
              row.getString("given_by"),
              row.getObject("given_at", OffsetDateTime.class).toInstant());
        })
        .optional();
  }

  private static byte[] hash(NewGift gift) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(Code.of(gift.code(), "code").hash().getBytes(UTF_8));
      digest.update("%s %s %s %s"
          .formatted(
              gift.location(),
              gift.amount().minor(),
              gift.amount().currency(),
              HexFormat.of().formatHex(gift.reason().getBytes(UTF_8)))
          .getBytes(UTF_8));
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
