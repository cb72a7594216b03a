package dev.tillbridge.hub.costing;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.books.Locks;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.IdReused;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** How the merchant wants the cost of goods to be found; nothing is entered until he says so. */
public final class CostMethods {

  /**
   * From a day on.
   *
   * @param currency in which stock is valued; the same for all
   */
  public record Chosen(
      UUID id, CostMethod method, Currency currency, LocalDate validFrom, String by, Instant at) {}

  private final JdbcClient jdbc;
  private final TransactionTemplate tx;
  private final InstantSource clock;
  private final Locks locks;

  public CostMethods(JdbcClient jdbc, TransactionTemplate tx, InstantSource clock) {
    this.jdbc = jdbc;
    this.tx = tx;
    this.clock = clock;
    this.locks = new Locks(jdbc, tx, clock);
  }

  /** All that were chosen, the first one first; none as long as the cost of goods is not entered. */
  public List<Chosen> all() {
    return jdbc.sql("""
            select ident, method, currency, valid_from, made_by, made_at from cost_method
             order by valid_from
            """)
        .query((row, _) -> new Chosen(
            row.getObject("ident", UUID.class),
            CostMethod.valueOf(row.getString("method")),
            Currency.getInstance(row.getString("currency")),
            row.getObject("valid_from", LocalDate.class),
            row.getString("made_by"),
            row.getTimestamp("made_at").toInstant()))
        .list();
  }

  /**
   * Chooses. The first time, the stock of that day's beginning is valued at what each SKU cost last, and
   * all that moved since is worked off. Later only the method changes, and no value with it.
   *
   * @param id the caller's; again, it is the same choice
   * @throws BadInput when the day is closed, or not after that of the last choice, or the currency none
   *     of the merchant's
   * @throws IdReused when the id stands for another choice
   */
  public Chosen choose(
      UUID id, CostMethod method, Currency currency, LocalDate validFrom, String by) {
    return Objects.requireNonNull(tx.execute(_ -> {
      // Nobody works anything off meanwhile.
      jdbc.sql("select pg_advisory_xact_lock(hashtextextended('cost-of-goods', 0))")
          .query((_, _) -> 0)
          .list();
      var known = all();
      var before = known.stream().filter(one -> one.id().equals(id)).findFirst();
      if (before.isPresent()) {
        var same = before.get();
        if (same.method() != method
            || !same.currency().equals(currency)
            || !same.validFrom().equals(validFrom)) {
          throw new IdReused("cost method " + id);
        }
        return same;
      }
      check(known.isEmpty() ? null : known.getLast(), method, currency, validFrom);
      if (known.isEmpty()) {
        // Movements that are being recorded end first; those that begin then note what is due.
        jdbc.sql("lock table stock_ledger in share mode").update();
      }
      var chosen = new Chosen(id, method, currency, validFrom, by, clock.instant());
      write(chosen);
      return chosen;
    }));
  }

  private void check(
      @Nullable Chosen last, CostMethod method, Currency currency, LocalDate validFrom) {
    var today = clock.instant().atZone(UTC).toLocalDate();
    if (last == null) {
      boolean ours = jdbc.sql("select exists (select 1 from location where currency = :currency)")
          .param("currency", currency.getCurrencyCode())
          .query(Boolean.class)
          .single();
      if (!ours) {
        throw BadInput.of("currency", "must be that of one of your locations");
      }
      var closed = locks.through();
      if (closed != null && !validFrom.isAfter(closed)) {
        throw BadInput.of("validFrom", "is closed");
      }
      if (validFrom.isAfter(today.plusYears(1))) {
        throw BadInput.of("validFrom", "must be within a year");
      }
      return;
    }
    if (!last.currency().equals(currency)) {
      throw BadInput.of("currency", "is " + last.currency() + " and stays so");
    }
    if (last.method() == method) {
      throw BadInput.of("method", "is in use already");
    }
    if (!validFrom.isAfter(last.validFrom()) || validFrom.isBefore(today)) {
      throw BadInput.of("validFrom", "must be today or later, and after " + last.validFrom());
    }
  }

  private void write(Chosen chosen) {
    jdbc.sql("""
            insert into cost_method (ident, method, currency, valid_from, history_to, made_by, made_at)
            values (:id, :method, :currency, :from, (select coalesce(max(seq), 0) from stock_ledger), :by,
                    :now)
            """)
        .param("id", chosen.id())
        .param("method", chosen.method().name())
        .param("currency", chosen.currency().getCurrencyCode())
        .param("from", chosen.validFrom())
        .param("by", chosen.by())
        .param("now", chosen.at().atOffset(UTC))
        .update();
  }
}
