package dev.tillbridge.hub.shopcatalog;

import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.shop.ShopCatalog;
import dev.tillbridge.model.shop.ShopCatalog.Preparing;
import dev.tillbridge.model.shop.ShopChannel.OrderPage;
import dev.tillbridge.model.shop.ShopOrder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One step of an import: what the shop tells next is written down, or the next variants are taken
 * over. The shop is asked outside of a transaction; what it said and how far the import is commit
 * together.
 */
final class ImportSteps {

  /** What an import needs from its neighbours. */
  record Parts(
      Staging staging,
      Judge judge,
      Goods goods,
      GoodsLinks links,
      FieldOwners owners,
      Function<String, Currency> currency,
      BiFunction<String, ShopOrder, Outcome<String>> orders) {}

  /** What a part of the shop's telling comes to: where it goes on. */
  private record Next(@Nullable String cursor, @Nullable Preparing preparing) {}

  private static final int ORDERS_AT_ONCE = 5;

  private final JdbcClient jdbc;
  private final TransactionTemplate tx;
  private final InstantSource clock;
  private final ImportBook book;
  private final Parts parts;

  ImportSteps(
      JdbcClient jdbc, TransactionTemplate tx, InstantSource clock, ImportBook book, Parts parts) {
    this.jdbc = jdbc;
    this.tx = tx;
    this.clock = clock;
    this.book = book;
    this.parts = parts;
  }

  void step(Job job, ShopCatalog shop) {
    switch (job.phase()) {
      case SITES ->
        told(job, shop.sites(), sites -> {
          parts.staging().forgetOld(job.shop());
          parts.staging().sites(job.id(), sites);
          return new Next(null, null);
        });
      case PRODUCTS ->
        told(job, shop.products(job.cursor()), page -> {
          parts.staging().products(job.id(), page);
          return new Next(page.cursor(), page.preparing());
        });
      case ORDERS ->
        told(job, shop.openOrders(job.cursor()), page -> {
          if (job.cursor() == null) {
            parts.staging().forgetOrders(job.id());
          }
          parts.staging().unreadable(job.id(), page.unreadable());
          parts.staging().orders(job.id(), page.ids());
          return new Next(page.cursor(), page.preparing());
        });
      case LEVELS ->
        told(job, shop.levels(job.cursor()), page -> {
          parts.staging().unreadable(job.id(), page.unreadable());
          parts.staging().levels(job.id(), page.levels());
          return new Next(page.cursor(), page.preparing());
        });
      case JUDGING ->
        within(job, () -> {
          parts
              .judge()
              .judge(
                  job.id(),
                  job.shop(),
                  parts.currency().apply(job.shop()),
                  parts.owners().of(job.shop()));
          next(job);
        });
      case GOODS ->
        within(job, () -> {
          if (parts.goods().takeSome(job, clock.instant())) {
            book.goOn(job, null, 0, Duration.ZERO, "");
          } else {
            next(job);
          }
        });
      case OPEN_ORDERS -> orders(job, shop);
      case LINKS ->
        within(job, () -> {
          long after = job.cursor() == null ? 0 : Long.parseLong(job.cursor());
          var last = parts.links().linkSome(job, after);
          if (last == null) {
            next(job);
          } else {
            book.goOn(job, Long.toString(last), 0, Duration.ZERO, "");
          }
        });
      case REPORT, END -> throw new IllegalStateException("nothing to do: " + job);
    }
  }

  private <T> void told(Job job, Outcome<T> answer, Function<T, Next> take) {
    switch (answer) {
      case Delivered<T>(var value) ->
        within(job, () -> {
          var next = take.apply(value);
          var preparing = next.preparing();
          if (next.cursor() == null && preparing == null) {
            next(job);
          } else {
            book.goOn(
                job,
                next.cursor(),
                preparing == null ? 0 : preparing.soFar(),
                preparing == null ? Duration.ZERO : preparing.askAgainAfter(),
                preparing == null ? "" : ImportBook.WAITS);
          }
        });
      case NotSent<T>(var why, var wait) -> book.later(job, wait, why);
      case InDoubt<T>(var why) -> book.later(job, null, why);
      case Refused<T> no -> book.fail(job, no.why());
    }
  }

  private void within(Job job, Runnable work) {
    tx.executeWithoutResult(_ -> {
      if (book.stillOurs(job)) {
        work.run();
      }
    });
  }

  /** Orders are read before counts: one that is placed in between is news of its own. */
  private void next(Job job) {
    boolean reading = job.state() == ImportState.READING;
    var phase = switch (job.phase()) {
      case SITES -> Phase.PRODUCTS;
      case PRODUCTS -> Phase.ORDERS;
      case ORDERS -> Phase.LEVELS;
      case LEVELS -> Phase.JUDGING;
      case JUDGING -> reading ? Phase.REPORT : Phase.GOODS;
      case GOODS -> Phase.OPEN_ORDERS;
      case OPEN_ORDERS -> Phase.LINKS;
      case LINKS, REPORT, END -> Phase.END;
    };
    book.enter(
        job,
        phase == Phase.REPORT
            ? ImportState.READY
            : phase == Phase.END ? ImportState.DONE : job.state(),
        phase);
  }

  /** Takes the next open orders, as they are now, before anything of theirs shows in the shop. */
  private void orders(Job job, ShopCatalog shop) {
    var ids = jdbc.sql("""
            select order_id from shop_import_order
             where import_id = :id and outcome is null order by position limit :most
            """)
        .param("id", job.id())
        .param("most", ORDERS_AT_ONCE)
        .query((row, _) -> row.getString("order_id"))
        .list();
    if (ids.isEmpty()) {
      within(job, () -> next(job));
      return;
    }
    switch (shop.orders(ids)) {
      case Delivered<OrderPage>(var page) -> take(job, ids, page);
      case NotSent<OrderPage>(var why, var wait) -> book.later(job, wait, why);
      case InDoubt<OrderPage>(var why) -> book.later(job, null, why);
      case Refused<OrderPage> no -> book.fail(job, no.why());
    }
  }

  private void take(Job job, List<String> ids, OrderPage page) {
    var byId = page.orders().stream().collect(Collectors.toMap(ShopOrder::id, order -> order));
    var unreadable = page.unreadable().stream()
        .collect(Collectors.toMap(one -> one.id(), one -> "ASIDE: " + one.why()));
    var outcomes = new ArrayList<Map.Entry<String, String>>();
    for (var id : ids) {
      var order = byId.get(id);
      var outcome = order == null
          ? unreadable.getOrDefault(id, "GONE: the shop has it no more")
          : outcome(job, order);
      if (outcome.startsWith("LATER: ")) {
        note(job, outcomes);
        book.later(job, null, outcome.substring("LATER: ".length()));
        return;
      }
      outcomes.add(Map.entry(id, outcome));
    }
    within(job, () -> {
      note(job, outcomes);
      book.goOn(job, null, 0, Duration.ZERO, "");
    });
  }

  /** What went out or was called off meanwhile is not in the counts any more. */
  private String outcome(Job job, ShopOrder order) {
    if (order.fulfilled() || order.cancelledAt() != null) {
      return "OVER: it was finished meanwhile";
    }
    if (order.lines().stream().anyMatch(line -> line.open() < line.quantity())) {
      // What has left is not in the counts any more; taking the order would take it off again.
      return "ASIDE: a part of " + order.name()
          + " has left or was taken off: keep what is still to"
          + " be sent off the shelf by hand, or finish it in the shop";
    }
    return switch (parts.orders().apply(job.shop(), order)) {
      case Delivered<String>(var what) -> "TAKEN: " + what;
      case Refused<String> no -> "ASIDE: " + no.why();
      case NotSent<String> no -> "LATER: " + no.why();
      case InDoubt<String> no -> "LATER: " + no.why();
    };
  }

  private void note(Job job, List<Map.Entry<String, String>> outcomes) {
    jdbc.sql("""
            update shop_import_order s set outcome = o.outcome
              from unnest(:ids::text[], :outcomes::text[]) as o(id, outcome)
             where s.import_id = :import and s.order_id = o.id
            """)
        .param("import", job.id())
        .param("ids", Staging.texts(outcomes, Map.Entry::getKey))
        .param("outcomes", Staging.texts(outcomes, Map.Entry::getValue))
        .update();
  }
}
