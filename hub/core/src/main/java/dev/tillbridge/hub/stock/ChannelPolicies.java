package dev.tillbridge.hub.stock;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.model.shop.ShopChannel;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The merchant's policies: reading them, and replacing them as a whole. */
public final class ChannelPolicies {

  private static final int DETAIL_MOST = 10_000;

  private final TransactionTemplate tx;
  private final JdbcClient jdbc;
  private final PolicyStore store;
  private final PolicyCheck check;
  private final ShopPlaces places;
  private final InstantSource clock;

  ChannelPolicies(
      JdbcClient jdbc, StockParts parts, ShopPlaces places, Map<String, ShopChannel> channels) {
    this.tx = parts.tx();
    this.jdbc = jdbc;
    this.store = new PolicyStore(jdbc);
    this.check = new PolicyCheck(parts, channels);
    this.places = places;
    this.clock = parts.clock();
  }

  /** What is said now. */
  public Policies read() {
    return store.read();
  }

  /**
   * Says something else from now on. Every number that it bears on is looked at anew; the shops
   * follow within seconds.
   *
   * @param by who wants it, for the audit log
   * @throws BadInput naming every field that makes no sense; nothing was changed
   */
  public Policies replace(Policies policies, String by) {
    return Objects.requireNonNull(tx.execute(_ -> {
      store.lock();
      check.of(policies);
      var before = store.read();
      if (policies.saysTheSame(before)) {
        return before;
      }
      store.write(policies, by, clock.instant());
      audit(policies, by);
      for (String shop : new TreeSet<>(places.shops())) {
        var skus = policies.changed(before, shop);
        if (skus == null) {
          places.touchAll(shop);
        } else {
          skus.forEach(sku -> places.touch(shop, sku));
        }
      }
      return store.read();
    }));
  }

  private void audit(Policies policies, String by) {
    var words = policies.inWords();
    jdbc.sql("""
            insert into audit_log (at, actor, action, subject, detail)
            values (:now, :by, 'policies-changed', 'policies', :words)
            """)
        .param("now", clock.instant().atOffset(UTC))
        .param("by", by)
        .param("words", words.substring(0, Math.min(words.length(), DETAIL_MOST)))
        .update();
  }
}
