package dev.tillbridge.hub.comparison;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.comparison.ComparisonStore.Claimed;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.hub.sales.Mirrored;
import dev.tillbridge.hub.sales.ShopOrders;
import dev.tillbridge.hub.sales.TakenOrders;
import dev.tillbridge.hub.stock.ShopNumbers;
import dev.tillbridge.model.shop.ShopChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Every night the day before is compared, shop by shop: orders, totals, and every number on show.
 * What was missed is filled, what differs is explained, set right or put before a person.
 */
public final class Comparisons {

  /** The kind of the case about differences that wait; its subject is shop and day. */
  public static final String KIND = "comparison";

  /** Who asks for the nightly ones. */
  public static final String NIGHT = "night";

  /** A night in which no hub ran is made good for so many days. */
  private static final int DAYS_BACK = 3;

  /** One page of orders, each taken, or one page of numbers. */
  private static final Duration LEASE = Duration.ofMinutes(5);

  private static final Duration PAUSE = Duration.ofMinutes(5);
  private static final int ATTEMPTS_MOST = 24;
  private static final Logger LOG = LoggerFactory.getLogger(Comparisons.class);

  /**
   * What comparing needs from its neighbours.
   *
   * @param zone whose days are a shop's, by its name; null for a shop that sells from nowhere
   */
  public record Neighbours(
      Map<String, ShopChannel> shops,
      Function<String, @Nullable ZoneId> zone,
      ShopOrders orders,
      ShopNumbers numbers,
      Cases cases) {
    public Neighbours {
      shops = Map.copyOf(shops);
    }
  }

  /** Lets time pass while a shop asks to wait. */
  public interface Rest {
    void of(Duration time) throws InterruptedException;
  }

  private final TransactionTemplate tx;
  private final InstantSource clock;
  private final Neighbours hub;
  private final ComparisonStore store;
  private final TakenOrders taken;
  private final OrderCompare orders;
  private final NumberCompare numbers;

  /** Waits in real time when a shop's call limit asks for it. */
  public Comparisons(
      JdbcClient jdbc, TransactionTemplate tx, InstantSource clock, Neighbours neighbours) {
    this(jdbc, tx, clock, neighbours, Thread::sleep);
  }

  /** With another way to let time pass. */
  public Comparisons(
      JdbcClient jdbc,
      TransactionTemplate tx,
      InstantSource clock,
      Neighbours neighbours,
      Rest rest) {
    this.tx = tx;
    this.clock = clock;
    this.hub = neighbours;
    this.store = new ComparisonStore(jdbc);
    this.taken = new TakenOrders(jdbc);
    var patience = new Patience(rest);
    this.orders = new OrderCompare(
        neighbours.orders(), taken, new Mirrored(jdbc), neighbours.cases(), patience);
    this.numbers = new NumberCompare(neighbours.numbers(), patience);
  }

  /**
   * Asks for a comparison; it is begun within seconds.
   *
   * @param id made by the caller; the same again is one comparison
   * @param day null for the day that is under way
   */
  public Comparison ask(UUID id, String shop, @Nullable LocalDate day, String by) {
    var zone = hub.shops().containsKey(shop) ? hub.zone().apply(shop) : null;
    if (zone == null) {
      throw BadInput.of(
          "shop", "is none of ours: " + String.join(", ", hub.shops().keySet()));
    }
    var today = LocalDate.ofInstant(clock.instant(), zone);
    var which = day == null ? today : day;
    if (which.isAfter(today)) {
      throw BadInput.of("day", "must not be after " + today);
    }
    if (which.isBefore(today.minusDays(60))) {
      // Shopify tells no older orders without a scope of its own (read_all_orders).
      throw BadInput.of("day", "must not be more than 60 days ago");
    }
    store.ask(id, shop, which, by, clock.instant());
    var asked = find(id);
    if (!asked.shop().equals(shop) || (day != null && !asked.day().equals(day))) {
      throw new IdReused("comparison " + id);
    }
    return asked;
  }

  /** Asks for the days that have ended and were not compared, once the hour has come. */
  public void nightly() {
    int hour = store.hour();
    for (var shop : hub.shops().keySet()) {
      var zone = hub.zone().apply(shop);
      var since = taken.readSince(shop).orElse(null);
      if (zone == null || since == null) {
        continue;
      }
      var now = clock.instant().atZone(zone);
      var last = now.getHour() >= hour
          ? now.toLocalDate().minusDays(1)
          : now.toLocalDate().minusDays(2);
      for (var day = last.minusDays(DAYS_BACK - 1); !day.isAfter(last); day = day.plusDays(1)) {
        if (!LocalDate.ofInstant(since, zone).isAfter(day)) {
          var name = shop + "|" + day;
          var id = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
          store.ask(id, shop, day, NIGHT, clock.instant());
        }
      }
    }
  }

  /** Works through everything that was asked for. */
  public void work() {
    for (var next = claim(); next.isPresent(); next = claim()) {
      run(next.get());
    }
  }

  private Optional<Claimed> claim() {
    return store.claim(clock.instant(), clock.instant().plus(LEASE));
  }

  private void run(Claimed claimed) {
    try {
      var findings = compare(claimed);
      tx.executeWithoutResult(_ -> {
        if (store.end(claimed, findings, clock.instant())) {
          tell(claimed, findings);
        }
      });
    } catch (MustWait later) {
      put(claimed, String.valueOf(later.getMessage()));
    } catch (RuntimeException bug) {
      LOG.error("{} could not be compared", claimed, bug);
      put(claimed, "the hub failed on it: " + bug);
    }
  }

  private void put(Claimed claimed, String why) {
    store.wait(claimed, clock.instant().plus(PAUSE), why, ATTEMPTS_MOST);
  }

  private Findings compare(Claimed claimed) {
    var channel = hub.shops().get(claimed.shop());
    var zone = hub.zone().apply(claimed.shop());
    if (channel == null || zone == null) {
      throw new MustWait("shop " + claimed.shop() + " is not connected");
    }
    var findings = new Findings();
    var from = claimed.day().atStartOfDay(zone).toInstant();
    var to = claimed.day().plusDays(1).atStartOfDay(zone).toInstant();
    Instant since = taken.readSince(claimed.shop()).orElse(clock.instant());
    orders.compare(channel, from, to, since, findings, () -> alive(claimed));
    findings.total();
    numbers.compare(channel, findings, () -> alive(claimed));
    return findings;
  }

  private void alive(Claimed claimed) {
    if (!store.alive(claimed, clock.instant().plus(LEASE))) {
      throw new MustWait("somebody else has taken it over");
    }
  }

  private void tell(Claimed claimed, Findings findings) {
    var subject = claimed.shop() + "|" + claimed.day();
    if (findings.waiting() == 0) {
      hub.cases().close(KIND, subject, "a later comparison found nothing");
      return;
    }
    var title = "%d differences between the hub and %s on %s"
        .formatted(findings.waiting(), claimed.shop(), claimed.day());
    var detail = findings.differences().stream()
        .filter(difference -> difference.ending() == Difference.Ending.WAITING)
        .limit(5)
        .map(d -> d.subject() + ": " + d.what())
        .reduce((one, other) -> one + "; " + other)
        .orElse("");
    hub.cases().open(KIND, subject, title, detail);
    hub.cases()
        .find(KIND, subject)
        .ifPresent(open -> hub.cases().describe(open.id(), title, detail));
  }

  /** The comparison. */
  public Comparison find(UUID id) {
    return store.find(id).orElseThrow(() -> new NotFound("comparison " + id));
  }

  /** What it found, in the order of its finding; at most 500. */
  public List<Difference> differences(UUID id) {
    return store.differences(id);
  }

  /** The newest ones. */
  public List<Comparison> newest(int atMost) {
    return store.newest(atMost);
  }

  /** At which hour of a shop's day the day before is compared. */
  public int hour() {
    return store.hour();
  }

  /** Changes the hour, for all shops. */
  public void setHour(int hour) {
    if (hour < 0 || hour > 23) {
      throw BadInput.of("hour", "must be from 0 to 23");
    }
    store.setHour(hour);
  }
}
