package dev.tillbridge.app.scenarios;

import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.app.testing.WorldTime;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Our ledger beside what the simulated QuickBooks has by a double entry of its own. */
record BothBooks(Hub hub) {

  /** What the bookkeeper's page says our accounts are called there; others have the same name. */
  private static final Map<String, String> THERE = Map.of(
      "1010", "Cash on hand - till",
      "1120", "Shopify clearing",
      "1200", "Accounts Receivable (A/R)",
      "2400", "Gift cards owed",
      "4000", "Sales of Product Income",
      "4100", "Discounts given",
      "4200", "Shipping Income");

  /** What is not told yet, and why. */
  List<String> waiting() {
    return hub.part(JdbcClient.class)
        .sql("""
            select state || ' ' || subject || ' ' || coalesce(note, '') from delivery
             where destination = 'BOOKS' and state <> 'DONE'
            union all select 'UNTOLD ' || entry_id from entry_untold
            union all select 'WAITS ' || entry_id from summary_entry
            """)
        .query((row, _) -> row.getString(1))
        .list();
  }

  /**
   * Lets time pass, unless something is on its way there: no call lasts as long as that, and one that
   * did would be taken for lost.
   *
   * @return whether it has passed
   */
  boolean pass(WorldTime time, Duration much) {
    boolean rests = waiting().isEmpty();
    if (rests) {
      time.pass(much);
    }
    return rests;
  }

  /** What is on our accounts, under their names there; none at zero. */
  Map<String, BigDecimal> ours() {
    var ours = new TreeMap<String, BigDecimal>();
    for (var one : hub.http().get(Money.BOOKS + "/trial-balance").json().path("balances")) {
      if (one.path("balance").asLong() != 0) {
        ours.put(
            THERE.getOrDefault(one.path("account").asString(), one.path("name").asString()),
            BigDecimal.valueOf(one.path("balance").asLong(), 2));
      }
    }
    return ours;
  }

  /** What is on the accounts there; none at zero. */
  Map<String, BigDecimal> there() {
    var there = new TreeMap<String, BigDecimal>();
    new Books(hub).truth().path("balances").propertyStream().forEach(one -> {
      var amount = new BigDecimal(one.getValue().asString());
      if (amount.signum() != 0) {
        there.put(one.getKey(), amount);
      }
    });
    return there;
  }
}
