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
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Goods that come onto a shelf. */
public final class GoodsReceipts {

  private final JdbcClient jdbc;
  private final TransactionTemplate tx;
  private final StockLedger ledger;
  private final Gate gate;
  private final BundleBook bundles;
  private final InstantSource clock;

  GoodsReceipts(JdbcClient jdbc, StockParts parts) {
    this.jdbc = jdbc;
    this.tx = parts.tx();
    this.ledger = parts.ledger();
    this.gate = parts.gate();
    this.bundles = parts.bundles();
    this.clock = parts.clock();
  }

  /**
   * Books goods in.
   *
   * @param reference what they came with, for example a purchase order's number
   * @return false when this receipt is on record already
   * @throws BadInput when a SKU or the location does not exist, a SKU is a bundle, or a shelf would
   *     burst
   * @throws IdReused when the id stands for another receipt
   */
  public boolean receive(UUID id, LocationId location, String reference, List<StockLine> lines) {
    // The same adding up, limits and fingerprint as a wish to hold.
    var request = new HoldRequest(id, location, Channel.COUNTER, lines, Duration.ofSeconds(1));
    boolean fresh = Objects.requireNonNull(tx.execute(_ -> {
      ledger.enter(location);
      if (!claim(request, reference)) {
        return false;
      }
      refuseWhatCannotBe(request);
      var moves = new ArrayList<Move>();
      for (var line : request.lines()) {
        var delta = new Delta(line.quantity(), 0, 0, 0, 0);
        moves.add(new Move(line.sku(), delta, Cause.RECEIPT, id.toString(), clock.instant()));
      }
      ledger.apply(location, moves, false);
      return true;
    }));
    tellGate(location, request.lines().stream().map(StockLine::sku).toList());
    return fresh;
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

  private void refuseWhatCannotBe(HoldRequest request) {
    var errors = new ArrayList<FieldError>();
    var skus = request.lines().stream().map(StockLine::sku).toList();
    var unknown = ledger.unknown(skus);
    for (int i = 0; i < skus.size(); i++) {
      if (unknown.contains(skus.get(i))) {
        errors.add(new FieldError("lines[" + i + "].sku", "there is no SKU " + skus.get(i)));
      }
    }
    if (errors.isEmpty()) {
      ledger.lock(request.location(), skus);
      // Whoever makes a bundle of a SKU has its shelf locked, so this is asked after locking.
      var made = bundles.now(skus);
      for (int i = 0; i < skus.size(); i++) {
        var contents = made.get(skus.get(i));
        if (contents != null) {
          errors.add(new FieldError("lines[" + i + "].sku", noShelf(contents)));
        }
      }
      for (int i = 0; i < skus.size(); i++) {
        if (onHand(request.location(), skus.get(i))
                + (long) request.lines().get(i).quantity()
            > StockLedger.MOST_ON_HAND) {
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
        ledger.apply(location, List.of(move), false);
      }
      return untouched;
    }));
    var contents = bundle.get();
    if (contents != null) {
      // Thrown in there, it would undo the import's product as well.
      throw BadInput.of("quantity", noShelf(contents));
    }
    tellGate(location, List.of(sku));
    return set;
  }

  private void tellGate(LocationId location, List<Sku> skus) {
    gate.decided(location, List.of(), ledger.free(location, skus));
  }
}
