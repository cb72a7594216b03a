package dev.tillbridge.torture.check;

import dev.tillbridge.torture.history.Place;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the database says about stock, at one moment.
 *
 * @param ledger in the order of its numbers. Within one {@link Place} that is the order of the
 *     commits, because the row of the place is locked before its lines are written; across places it
 *     is not.
 * @param states of the locations
 */
public record Books(
    List<Entry> ledger,
    Map<Place, Shelf> shelves,
    Map<UUID, Hold> holds,
    Map<UUID, Sale> sales,
    Map<UUID, Receipt> receipts,
    List<Case> cases,
    List<Escrow> escrow,
    Map<String, String> states) {

  public Books {
    ledger = List.copyOf(ledger);
    shelves = Map.copyOf(shelves);
    holds = Map.copyOf(holds);
    sales = Map.copyOf(sales);
    receipts = Map.copyOf(receipts);
    cases = List.copyOf(cases);
    escrow = List.copyOf(escrow);
    states = Map.copyOf(states);
  }

  /** A line of the ledger. */
  public record Entry(
      long seq, Place place, Counts change, String cause, String causeId, Instant recordedAt) {}

  /**
   * A row of the stock.
   *
   * @param shortage how far below zero free may lie
   */
  public record Shelf(Counts counts, long shortage) {}

  /**
   * A hold; a tombstone has neither location, channel nor units.
   *
   * @param ttlSeconds what was asked for
   * @param partOf the hold that it is a part of, at another location; itself if it has parts
   * @param units of each SKU at its own location
   * @param available for a refused hold what was free of each SKU
   */
  public record Hold(
      @Nullable String location,
      @Nullable String channel,
      String state,
      long epoch,
      @Nullable UUID saleId,
      Instant createdAt,
      int ttlSeconds,
      @Nullable UUID partOf,
      Map<String, Integer> units,
      Map<String, Integer> available) {
    public Hold {
      units = Map.copyOf(units);
      available = Map.copyOf(available);
    }

    /** What it is about at its own location. */
    public Map<Place, Integer> places() {
      var places = new HashMap<Place, Integer>();
      var where = location;
      if (where != null) {
        units.forEach((sku, quantity) -> places.put(new Place(where, sku), quantity));
      }
      return places;
    }

    /** Whether it is a part of a hold at another location, and ends with that. */
    public boolean isPart(UUID id) {
      return partOf != null && !partOf.equals(id);
    }

    /** Whether units are set aside. */
    public boolean isOpen() {
      return state.equals("HELD") || state.equals("PAYING");
    }
  }

  /** A sale with what the shelf did not cover. */
  public record Sale(
      String location,
      @Nullable UUID holdId,
      Map<String, Integer> units,
      Map<String, Shortage> shortages) {
    public Sale {
      units = Map.copyOf(units);
      shortages = Map.copyOf(shortages);
    }

    /** What was sold, where. */
    public Map<Place, Integer> places() {
      var places = new HashMap<Place, Integer>();
      units.forEach((sku, quantity) -> places.put(new Place(location, sku), quantity));
      return places;
    }
  }

  /** So many were sold, so many were covered. */
  public record Shortage(int wanted, int available) {}

  /** Goods that came in. */
  public record Receipt(String location) {}

  /** What a person must decide, or has decided. */
  public record Case(UUID id, String kind, String subject, Instant openedAt, boolean open) {}

  /** What a seller who does not ask may still sell. */
  public record Escrow(String holder, Place place, long outstanding) {}
}
