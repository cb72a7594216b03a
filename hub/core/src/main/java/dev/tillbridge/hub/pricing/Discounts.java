package dev.tillbridge.hub.pricing;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.model.money.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Who took off what, who said yes to it, and which promotions and coupons were used. Only ever added
 * to; what was written stays.
 */
public final class Discounts {

  private final JdbcClient jdbc;
  private final InstantSource clock;

  public Discounts(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * One discount of a sale, for people.
   *
   * @param kind LINE, CART or EXEMPT
   * @param sku of the line, or null when it is off the whole cart
   * @param said as it was said, for example {@code 15 %}
   * @param givenBy whom the till names
   * @param reportedBy who was signed in when it was reported, or null
   * @param approval that the till names, or null
   */
  public record Given(
      UUID saleId,
      int ord,
      String kind,
      @Nullable String sku,
      String said,
      Money amount,
      String givenBy,
      @Nullable String reportedBy,
      @Nullable String reason,
      @Nullable UUID approval,
      @Nullable String approvedBy,
      @Nullable Instant approvedAt,
      Instant givenAt) {}

  /** Keeps a yes; the same id again changes nothing. The caller has made sure who said it. */
  public void approve(Approval approval) {
    approve(approval, null);
  }

  /** As the other, for a yes that does not count for what is sold later than that. */
  public void approve(Approval approval, @Nullable Instant expiresAt) {
    jdbc.sql("""
            insert into discount_approval
              (id, sale_id, kind, ppm, reason, asked_by, approved_by, approved_at, expires_at)
            values (:id, :sale, :kind, :ppm, :reason, :asked, :by, :at, :expires)
            on conflict (id) do nothing
            """)
        .param("id", approval.id())
        .param("sale", approval.saleId())
        .param("kind", approval.kind().name())
        .param("ppm", approval.ppm())
        .param("reason", approval.reason())
        .param("asked", approval.askedBy())
        .param("by", approval.approvedBy())
        .param("at", approval.at().atOffset(UTC))
        .param("expires", expiresAt == null ? null : expiresAt.atOffset(UTC))
        .update();
  }

  /** The yes of this id, if it is for this sale and was not over when that was made. */
  public Optional<Approval> approval(UUID id, UUID saleId, Instant soldAt) {
    return jdbc.sql("""
            select * from discount_approval
             where id = :id and sale_id = :sale and (expires_at is null or expires_at >= :sold)
            """)
        .param("id", id)
        .param("sale", saleId)
        .param("sold", soldAt.atOffset(UTC))
        .query((row, _) -> approval(row))
        .optional();
  }

  /** The yes of this id, if it is for this sale. */
  public Optional<Approval> approval(UUID id, UUID saleId) {
    return jdbc.sql("select * from discount_approval where id = :id and sale_id = :sale")
        .param("id", id)
        .param("sale", saleId)
        .query((row, _) -> approval(row))
        .optional();
  }

  /** Notes a discount; joins a running transaction. */
  public void give(Given given) {
    var approvedAt = given.approvedAt();
    jdbc.sql("""
            insert into discount_given
              (sale_id, ord, kind, sku, said, amount, currency, given_by, reported_by, reason,
               approval, approved_by, approved_at, given_at, recorded_at)
            values (:sale, :ord, :kind, :sku, :said, :amount, :currency, :by, :reported, :reason,
                    :approval, :approvedBy, :approvedAt, :at, :now)
            """)
        .param("sale", given.saleId())
        .param("ord", given.ord())
        .param("kind", given.kind())
        .param("sku", given.sku())
        .param("said", given.said())
        .param("amount", given.amount().minor())
        .param("currency", given.amount().currency().getCurrencyCode())
        .param("by", given.givenBy())
        .param("reported", given.reportedBy())
        .param("reason", given.reason())
        .param("approval", given.approval())
        .param("approvedBy", given.approvedBy())
        .param("approvedAt", approvedAt == null ? null : approvedAt.atOffset(UTC))
        .param("at", given.givenAt().atOffset(UTC))
        .param("now", clock.instant().atOffset(UTC))
        .update();
  }

  /** Notes what a promotion gave on a line. */
  public void promoted(UUID saleId, int line, String promotion, long rules, long amount) {
    jdbc.sql("""
            insert into promotion_given (sale_id, line, promotion, rules, amount)
            values (:sale, :line, :promotion, :rules, :amount) on conflict do nothing
            """)
        .param("sale", saleId)
        .param("line", line)
        .param("promotion", promotion)
        .param("rules", rules)
        .param("amount", amount)
        .update();
  }

  /** Counts the coupon for this sale, once; how many sales have used it, this one among them. */
  public int use(String promotion, UUID saleId) {
    // Two sales at once would not see each other, and both would be within the limit.
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended('coupon ' || :promotion, 0))")
        .param("promotion", promotion)
        .query((_, _) -> true)
        .single();
    jdbc.sql("""
            insert into coupon_use (promotion, sale_id, used_at) values (:promotion, :sale, :now)
            on conflict do nothing
            """)
        .param("promotion", promotion)
        .param("sale", saleId)
        .param("now", clock.instant().atOffset(UTC))
        .update();
    return uses(promotion);
  }

  /** How many sales have used the coupon of this promotion. */
  public int uses(String promotion) {
    return jdbc.sql("select count(*) from coupon_use where promotion = :promotion")
        .param("promotion", promotion)
        .query(Integer.class)
        .single();
  }

  /** What was taken off by hand, the newest first. */
  public List<Given> newest(int limit) {
    return jdbc.sql(
            "select * from discount_given order by given_at desc, sale_id, ord limit :limit")
        .param("limit", limit)
        .query((row, _) -> given(row))
        .list();
  }

  private static Approval approval(ResultSet row) throws SQLException {
    return new Approval(
        row.getObject("id", UUID.class),
        row.getObject("sale_id", UUID.class),
        Approval.Kind.valueOf(row.getString("kind")),
        row.getInt("ppm"),
        row.getString("reason"),
        row.getString("asked_by"),
        row.getString("approved_by"),
        row.getTimestamp("approved_at").toInstant());
  }

  private static Given given(ResultSet row) throws SQLException {
    var approvedAt = row.getTimestamp("approved_at");
    return new Given(
        row.getObject("sale_id", UUID.class),
        row.getInt("ord"),
        row.getString("kind"),
        row.getString("sku"),
        row.getString("said"),
        Money.of(row.getLong("amount"), row.getString("currency")),
        row.getString("given_by"),
        row.getString("reported_by"),
        row.getString("reason"),
        row.getObject("approval", UUID.class),
        row.getString("approved_by"),
        approvedAt == null ? null : approvedAt.toInstant(),
        row.getTimestamp("given_at").toInstant());
  }
}
