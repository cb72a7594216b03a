package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.FieldError;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.stock.StockLedger.Move;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.stock.StockLine;
import dev.tillbridge.model.stock.StockMovement.Cause;
import dev.tillbridge.model.stock.StockMovement.Delta;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Goods that come onto a shelf. */
public final class GoodsReceipts {

  /** Units of a SKU that came; the damaged ones cannot be sold. */
  public record Arrived(Sku sku, int good, int damaged) {

    public Arrived {
      if (good < 0 || damaged < 0 || (long) good + damaged < 1) {
        throw new IllegalArgumentException(sku + ": nothing arrived: " + good + ", " + damaged);
      }
    }
  }

  private final JdbcClient jdbc;
  private final TransactionTemplate tx;
  private final StockLedger ledger;
  private final Shelves shelves;
  private final BundleBook bundles;
  private final InstantSource clock;

  GoodsReceipts(JdbcClient jdbc, StockParts parts, Shelves shelves) {
    this.jdbc = jdbc;
    this.tx = parts.tx();
    this.ledger = parts.ledger();
    this.shelves = shelves;
    this.bundles = parts.bundles();
    this.clock = parts.clock();
  }

  /**
   * Books goods in that can all be sold.
   *
   * @see #book
   */
  public boolean receive(UUID id, LocationId location, String reference, List<StockLine> lines) {
    return book(
        id,
        location,
        reference,
        lines.stream().map(l -> new Arrived(l.sku(), l.quantity(), 0)).toList());
  }

  /**
   * Books goods in. Joins the caller's transaction, if there is one.
   *
   * @param reference what they came with, for example a purchase order's number
   * @return false when this receipt is on record already
   * @throws BadInput when a SKU or the location does not exist, a SKU is a bundle, or a shelf would
   *     burst
   * @throws IdReused when the id stands for another receipt
   */
  public boolean book(UUID id, LocationId location, String reference, List<Arrived> arrived) {
    // The same limits and fingerprint as a wish to hold.
    var request = new HoldRequest(
        id,
        location,
        Channel.COUNTER,
        arrived.stream()
            .map(a -> new StockLine(a.sku(), a.good() + a.damaged()))
            .toList(),
        Duration.ofSeconds(1),
        arrived.stream().allMatch(a -> a.damaged() == 0) ? null : arrived.toString(),
        null);
    return Objects.requireNonNull(tx.execute(_ -> {
      ledger.enter(location);
      if (!claim(request, reference)) {
        return false;
      }
      refuseWhatCannotBe(location, arrived);
      var sums = new TreeMap<Sku, Delta>();
      for (var one : arrived) {
        sums.merge(one.sku(), new Delta(one.good(), 0, 0, 0, 0, one.damaged(), 0), Delta::plus);
      }
      var moves = new ArrayList<Move>();
      sums.forEach((sku, delta) ->
          moves.add(new Move(sku, delta, Cause.RECEIPT, id.toString(), clock.instant())));
      shelves.tellGate(location, ledger.apply(location, moves, false));
      return true;
    }));
  }

  private boolean claim(HoldRequest request, String reference) {
    var hash = request.hash();
    boolean ours = jdbc.sql("""
                    insert into goods_receipt (id, request_hash, location, reference, received_at)
                    values (:id, decode(:hash, 'hex'), :location, :reference, now())
                    on conflict (id) do nothing
                    """)
            .param("id", request.id())
            .param("hash", hash)
            .param("location", request.location().code())
            .param("reference", reference)
            .update()
        == 1;
    if (!ours) {
      var known = jdbc.sql("select encode(request_hash, 'hex') from goods_receipt where id = :id")
          .param("id", request.id())
          .query(String.class)
          .single();
      if (!hash.equals(known)) {
        throw new IdReused("goods receipt " + request.id());
      }
    }
    return ours;
  }

  private void refuseWhatCannotBe(LocationId location, List<Arrived> arrived) {
    var errors = new ArrayList<FieldError>();
    var skus = arrived.stream().map(Arrived::sku).toList();
    var unknown = ledger.unknown(skus);
    for (int i = 0; i < skus.size(); i++) {
      if (unknown.contains(skus.get(i))) {
        errors.add(new FieldError("lines[" + i + "].sku", "there is no SKU " + skus.get(i)));
      }
    }
    if (errors.isEmpty()) {
      ledger.lock(location, skus);
      // Whoever makes a bundle of a SKU has its shelf locked, so this is asked after locking.
      var made = bundles.now(skus);
      for (int i = 0; i < skus.size(); i++) {
        var contents = made.get(skus.get(i));
        if (contents != null) {
          errors.add(new FieldError("lines[" + i + "].sku", noShelf(contents)));
        }
      }
      for (int i = 0; i < skus.size(); i++) {
        var sku = skus.get(i);
        long comes = arrived.stream()
            .filter(a -> a.sku().equals(sku))
            .mapToLong(Arrived::good)
            .sum();
        if (onHand(location, sku) + comes > StockLedger.MOST_ON_HAND) {
          errors.add(new FieldError(
              "lines[" + i + "].quantity",
              "more than " + StockLedger.MOST_ON_HAND + " would be on hand"));
        }
      }
    }
    if (!errors.isEmpty()) {
      throw new BadInput(errors);
    }
  }

  /** Why nothing can be put on the shelf of a bundle. */
  static String noShelf(Contents bundle) {
    return bundle.sku()
        + " is a bundle and has no shelf of its own; book its parts: "
        + String.join(
            ", ",
            bundle.parts().entrySet().stream()
                .map(part -> part.getValue() + " " + part.getKey())
                .toList());
  }

  private int onHand(LocationId location, Sku sku) {
    return jdbc.sql("select on_hand from stock where location = :location and sku = :sku")
        .param("location", location.code())
        .param("sku", sku.code())
        .query(Integer.class)
        .single();
  }

  /**
   * Sets the first count of a SKU.
   *
   * @param importId which import said so; for the trail only
   * @param quantity from zero up
   * @return false when anything has moved there before: a count is not an import's business then
   * @throws BadInput when it is a bundle; nothing was changed
   */
  public boolean setOpening(UUID importId, LocationId location, Sku sku, int quantity) {
    var bundle = new AtomicReference<@Nullable Contents>();
    boolean set = Objects.requireNonNull(tx.execute(_ -> {
      ledger.enter(location);
      ledger.lock(location, List.of(sku));
      bundle.set(bundles.now(List.of(sku)).get(sku));
      if (bundle.get() != null) {
        return false;
      }
      boolean untouched = jdbc.sql("""
                              select not exists (select 1 from stock_ledger
                                                  where location = :location and sku = :sku)
                              """)
          .param("location", location.code())
          .param("sku", sku.code())
          .query(Boolean.class)
          .single();
      if (untouched) {
        var delta = new Delta(quantity, 0, 0, 0, 0);
        var move = new Move(sku, delta, Cause.OPENING, importId.toString(), clock.instant());
        shelves.tellGate(location, ledger.apply(location, List.of(move), false));
      }
      return untouched;
    }));
    var contents = bundle.get();
    if (contents != null) {
      // Thrown in there, it would undo the import's product as well.
      throw BadInput.of("quantity", noShelf(contents));
    }
    return set;
  }

  /**
   * Sets the first counts of many SKUs; joins the caller's transaction. Where anything has moved
   * before, and for bundles, nothing is changed.
   *
   * @param importId which import said so; for the trail only
   * @param counts units, from zero up
   * @return the SKUs whose first count this is
   */
  public Set<Sku> setOpenings(UUID importId, LocationId location, Map<Sku, Integer> counts) {
    if (counts.isEmpty()) {
      return Set.of();
    }
    return Objects.requireNonNull(tx.execute(_ -> {
      ledger.enter(location);
      ledger.lock(location, counts.keySet());
      var untouched = new TreeSet<Sku>(jdbc.sql("""
              select s from unnest(:skus::text[]) s
               where not exists (select 1 from stock_ledger l
                                  where l.location = :location and l.sku = s)
              """)
          .param("location", location.code())
          .param("skus", counts.keySet().stream().map(Sku::code).toArray(String[]::new))
          .query((row, _) -> new Sku(row.getString(1)))
          .list());
      untouched.removeAll(bundles.now(counts.keySet()).keySet());
      var moves = new ArrayList<Move>();
      for (var sku : untouched) {
        int units = Math.clamp(counts.getOrDefault(sku, 0), 0, StockLedger.MOST_ON_HAND);
        if (units > 0) {
          moves.add(new Move(
              sku,
              new Delta(units, 0, 0, 0, 0),
              Cause.OPENING,
              importId.toString(),
              clock.instant()));
        }
      }
      if (!moves.isEmpty()) {
        shelves.tellGate(location, ledger.apply(location, moves, false));
      }
      return Set.copyOf(untouched);
    }));
  }
}
