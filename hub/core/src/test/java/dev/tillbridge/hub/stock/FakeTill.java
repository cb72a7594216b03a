package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.stock.LeaseAnswer.Refused;
import dev.tillbridge.hub.stock.LeaseAnswer.Stands;
import dev.tillbridge.model.catalog.Sku;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A till as it should be: it sells by its rights, and says one thing at a time. */
final class FakeTill {

  /** Totals of one SKU, as the till knows them. */
  static final class Totals {
    long granted;
    long sold;
    long returned;

    @Nullable
    Integer wanted;
  }

  /** A sale that was made without asking. */
  record Sale(UUID id, int generation, Sku sku, int units) {}

  final String register;
  final Map<Sku, Totals> totals = new TreeMap<>();
  final Deque<Sale> unsent = new ArrayDeque<>();

  @Nullable
  Integer generation;

  @Nullable
  LeaseReport underWay;

  boolean stopped;
  Instant until = Instant.MIN;
  boolean isReturning;
  long entries;

  FakeTill(String register) {
    this.register = register;
  }

  /** Another copy of this till, as a backup or a clone has it. */
  FakeTill copy() {
    var copy = new FakeTill(register);
    totals.forEach((sku, t) -> {
      var twin = copy.of(sku);
      twin.granted = t.granted;
      twin.sold = t.sold;
      twin.returned = t.returned;
      twin.wanted = t.wanted;
    });
    copy.generation = generation;
    copy.entries = entries;
    copy.stopped = stopped;
    copy.until = until;
    copy.unsent.addAll(unsent);
    return copy;
  }

  Totals of(Sku sku) {
    return totals.computeIfAbsent(sku, _ -> new Totals());
  }

  FakeTill wants(Sku sku, int units) {
    of(sku).wanted = units;
    return this;
  }

  /** What it may sell without asking. */
  long remaining(Sku sku) {
    var t = of(sku);
    // It stops before it says that it has.
    return stopped || isReturning ? 0 : Math.max(0, t.granted - t.returned - t.sold);
  }

  /** The same at a certain time: at the end of its lease it stops. */
  long remaining(Sku sku, Instant now) {
    return now.isBefore(until) ? remaining(sku) : 0;
  }

  /** Sells without asking, by right or beyond. */
  Sale sell(Sku sku, int units) {
    of(sku).sold += units;
    entries++;
    var sale = new Sale(UUID.randomUUID(), generation == null ? 1 : generation, sku, units);
    unsent.add(sale);
    return sale;
  }

  /** Gives up rights; the next report says so. */
  FakeTill lower(Sku sku, int units) {
    of(sku).returned += units;
    return this;
  }

  /** What it says: the report under way again, as long as there is no answer to it. */
  LeaseReport report() {
    var waiting = underWay;
    if (waiting != null) {
      return waiting;
    }
    var report = new LeaseReport(
        UUID.randomUUID(),
        register,
        generation,
        entries,
        totals.entrySet().stream()
            .map(e -> new LeaseReport.Item(
                e.getKey(),
                e.getValue().sold,
                e.getValue().returned,
                e.getValue().granted,
                e.getValue().wanted))
            .toList());
    underWay = report;
    return report;
  }

  /** The answer arrives, perhaps once more. */
  void hear(LeaseAnswer answer) {
    underWay = null;
    switch (answer) {
      case Refused ignored -> stopped = true;
      case Stands(var lease) -> {
        if (generation != null && generation != lease.generation()) {
          return;
        }
        generation = lease.generation();
        until = lease.expiresAt();
        for (var item : lease.items()) {
          var t = of(item.sku());
          t.granted = Math.max(t.granted, item.granted());
        }
        if (lease.state() != LeaseState.ACTIVE) {
          stopped = true;
        }
      }
    }
  }

  /** Says it, and hears the answer. */
  LeaseAnswer talk(Leases leases) {
    var answer = isReturning ? leases.giveBack(report()) : leases.renew(report());
    hear(answer);
    return answer;
  }

  /** The SKU as the hub answered. */
  static Lease.Item item(LeaseAnswer answer, Sku sku) {
    return ((Stands) answer)
        .lease().items().stream().filter(i -> i.sku().equals(sku)).findFirst().orElseThrow();
  }

  /** Units of sales that the hub does not know of. */
  Map<Sku, Integer> unsentUnits() {
    var units = new HashMap<Sku, Integer>();
    unsent.forEach(sale -> units.merge(sale.sku(), sale.units(), Integer::sum));
    return units;
  }

  int generation() {
    return Objects.requireNonNull(generation);
  }
}
