package dev.tillbridge.hub.stock;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What each shop shows of each SKU, and the escrow behind it. Every method joins the caller's
 * transaction, and the caller has locked the stock row before. An interface, so that the same
 * decisions can be played against a simulated database.
 */
interface ShopWindowStore {

  /**
   * A shop's view of one shelf.
   *
   * @param shown the shop's number as we last knew it, less the orders read since; null before the
   *     first look
   * @param wanted pieces that customers at the till are waiting for
   * @param escrow the units behind it: what the shop may sell without asking, by the SKU on the
   *     shelf; only SKUs of which there are some
   */
  record Window(
      @Nullable Integer shown,
      int wanted,
      @Nullable Pending pending,
      int drifts,
      Map<Sku, Integer> escrow) {}

  /**
   * A change that was decided and may be under way.
   *
   * @param call the call in which it travels with others; null when it travels alone
   */
  record Pending(UUID key, int from, int to, @Nullable UUID call) {

    /** The key under which it is sent. */
    UUID sentAs() {
      return call == null ? key : call;
    }

    /** The same change in another call. */
    Pending in(@Nullable UUID other) {
      return new Pending(key, from, to, other);
    }
  }

  /** Says how many windows the rest of the transaction is about; a store may prepare for it. */
  default void expect(int windows) {}

  /** The shop's ids of these SKUs; those that it does not list are absent. */
  Map<Sku, String> itemIds(String shop, Collection<Sku> skus);

  /** The changes that travel in one call, all of them. */
  Map<Sku, Pending> inCall(String shop, LocationId location, UUID call);

  /** Asks for the shop's number of this SKU to be looked at anew. */
  void lookAgain(String shop, LocationId location, Sku sku);

  /**
   * Units that are carved out for shops, which could give them back; also those that are shown as
   * parts of a bundle. SKUs without any are absent.
   */
  Map<Sku, Integer> shown(LocationId location, Collection<Sku> skus);

  /**
   * Units that nobody has a claim on: free, or carved out for shops, seen at one moment; below zero
   * after a forced sale. SKUs that were never at the location are absent.
   */
  Map<Sku, Integer> there(LocationId location, Collection<Sku> skus);

  /**
   * Customers at the till are waiting for so many units of each SKU: every window that rests on them
   * keeps as many back.
   */
  void want(LocationId location, Map<Sku, Integer> demand);

  /**
   * The units carved out for each of these windows; as {@link Window#escrow}, but nothing is locked.
   * Windows without any are absent.
   */
  Map<Sku, Map<Sku, Integer>> escrows(String shop, LocationId location, Collection<Sku> skus);

  /** Locks the windows in the order of their SKUs, making those that do not exist. */
  Map<Sku, Window> open(String shop, LocationId location, SortedSet<Sku> skus);

  /** Carves out more units for the windows. The caller moves them in the stock rows. */
  void grant(String shop, LocationId location, Map<Sku, Map<Sku, Integer>> units);

  /** The shop has definitely given units of these windows back. */
  void giveBack(String shop, LocationId location, Map<Sku, Map<Sku, Integer>> units);

  /**
   * Units have come back from the windows: others that rest on the same shelves are looked at.
   *
   * @param units what came back, by the window it came from
   */
  void offer(String shop, LocationId location, Map<Sku, Set<Sku>> units);

  /**
   * The shop sold pieces: its number went down by itself, and so does the escrow behind it.
   *
   * @return how many of these units the escrow covers
   */
  Map<Sku, Integer> consume(
      String shop, LocationId location, Sku sku, int pieces, Map<Sku, Integer> units);

  /**
   * The shop put pieces of a cancelled order back on show.
   *
   * @return how many units are carved out for it again; none when we never read its number
   */
  Map<Sku, Integer> restock(
      String shop, LocationId location, Sku sku, int pieces, Map<Sku, Integer> units);

  /** A shop that is pooled sold pieces that were not there. */
  void breached(String shop, LocationId location, UUID saleId, Sku sku, int wanted, int available);

  /** Writes down changes before they are sent. */
  void setPending(String shop, LocationId location, Map<Sku, Pending> changes);

  /** Changes are settled: each stands (the number moved by so many units) or is given up (0). */
  void clearPending(String shop, LocationId location, Map<Sku, Integer> moved, Instant now);

  /** The shop's numbers as they were just read. */
  void setShown(String shop, LocationId location, Map<Sku, Integer> shown);

  /** Whether orders of the shop wait for a person; their units are not the shelf's to give. */
  boolean hasOrdersSetAside(String shop);

  /**
   * The shop's numbers differed although its orders had been read, or may differ. Counts once in
   * twenty seconds, because the order behind it may come late, however often somebody looks.
   */
  void addDrift(String shop, LocationId location, Collection<Sku> skus);

  /** Customers who waited have got their units. */
  void satisfied(LocationId location, Map<Sku, Integer> units);

  /** Those who wait no more: what was taken back for them may be shown again. */
  void endWants();

  /** Deliveries name a window by its shop, location and SKU. */
  static String subject(String shop, LocationId location, Sku sku) {
    return shop + "|" + location + "|" + sku;
  }

  /** The shop, location and SKU of a subject. */
  static List<String> split(String subject) {
    return List.of(subject.split("\\|", 3));
  }
}
