package dev.tillbridge.hub.loyalty;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.model.money.Money;
import java.time.InstantSource;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Points on customers' cards: a whole number for each sale, by what was spent, and as many taken back
 * as what is left of the sale would not have earned. Every method joins the caller's transaction.
 */
public final class Points {

  /** More for one point would never be earned. */
  private static final long SPEND_MOST = 1_000_000_000;

  private final JdbcClient jdbc;
  private final InstantSource clock;

  public Points(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  private record Earned(String number, long points, long spend) {}

  /** What must be spent for one point, in each currency for which points are given. */
  public List<Money> rules() {
    return jdbc.sql(
            "select currency, spend from point_rule where spend is not null order by currency")
        .query((row, _) -> Money.of(row.getLong("spend"), row.getString("currency")))
        .list();
  }

  /**
   * Sets what must be spent for one point from now on.
   *
   * @param spend zero to give none any more
   * @throws BadInput for an amount that makes no sense
   */
  public void setRule(Money spend, String by) {
    if (spend.isNegative() || spend.minor() > SPEND_MOST) {
      throw BadInput.of(
          "spend", "must lie between nothing and " + new Money(SPEND_MOST, spend.currency()));
    }
    jdbc.sql("""
            insert into point_rule (currency, spend, changed_by, changed_at)
            values (:currency, nullif(:spend::bigint, 0), :by, :now)
            on conflict (currency) do update
               set spend = excluded.spend, changed_by = excluded.changed_by,
                   changed_at = excluded.changed_at
            """)
        .param("currency", spend.currency().getCurrencyCode())
        .param("spend", spend.minor())
        .param("by", by)
        .param("now", clock.instant().atOffset(UTC))
        .update();
  }

  /** The card, if it ever earned anything. */
  public Optional<PointCard> find(String number) {
    return jdbc.sql("select number, points from point_card where number = :number")
        .param("number", number)
        .query((row, _) -> new PointCard(row.getString("number"), row.getLong("points")))
        .optional();
  }

  /** A customer bought something; he earns nothing where no rule is set. */
  public void earned(String number, UUID sale, Money spent) {
    long spend = spend(spent.currency());
    if (spend > 0 && spent.minor() >= spend) {
      move(new Earned(number, spent.minor() / spend, spend), sale, "EARNED", sale);
    }
  }

  /**
   * Some of a sale went back.
   *
   * @param left what was spent on what the customer keeps
   */
  public void refunded(UUID sale, UUID refund, Money left) {
    jdbc.sql("""
            select number, min(spend) as spend, sum(points)::bigint as points
              from point_move where sale_id = :sale group by number
            """)
        .param("sale", sale)
        .query((row, _) ->
            new Earned(row.getString("number"), row.getLong("points"), row.getLong("spend")))
        .optional()
        .ifPresent(earned -> {
          long tooMany = earned.points() - Math.max(0, left.minor()) / earned.spend();
          if (tooMany > 0) {
            move(new Earned(earned.number(), -tooMany, earned.spend()), sale, "TAKEN_BACK", refund);
          }
        });
  }

  private long spend(Currency currency) {
    return jdbc.sql("select coalesce(max(spend), 0)::bigint from point_rule where currency = :code")
        .param("code", currency.getCurrencyCode())
        .query(Long.class)
        .single();
  }

  private void move(Earned earned, UUID sale, String cause, UUID causeId) {
    var now = clock.instant().atOffset(UTC);
    jdbc.sql("""
            insert into point_card (number, points, made_at) values (:number, :points, :now)
            on conflict (number) do update set points = point_card.points + excluded.points
            """)
        .param("number", earned.number())
        .param("points", earned.points())
        .param("now", now)
        .update();
    jdbc.sql("""
            insert into point_move (number, sale_id, cause, cause_id, points, spend, at)
            values (:number, :sale, :cause, :causeId, :points, :spend, :now)
            """)
        .param("number", earned.number())
        .param("sale", sale)
        .param("cause", cause)
        .param("causeId", causeId)
        .param("points", earned.points())
        .param("spend", earned.spend())
        .param("now", now)
        .update();
  }
}
