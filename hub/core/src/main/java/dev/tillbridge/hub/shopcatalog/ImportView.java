package dev.tillbridge.hub.shopcatalog;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An import as a person watches it.
 *
 * @param phase one of SITES, PRODUCTS, LEVELS, ORDERS, JUDGING, REPORT, GOODS, OPEN_ORDERS, LINKS,
 *     END
 * @param note what it waits for, or why it failed; may be empty
 * @param preparing how many records the shop has gone through while it prepares its file
 * @param perSecond records a second since the phase began; 0 where nothing is counted
 * @param done of {@code total}: records of this phase
 * @param total 0 while it is not known
 * @param sites the shop's locations, and whether they are ours
 */
public record ImportView(
    UUID id,
    String shop,
    String askedBy,
    ImportState state,
    String phase,
    String note,
    long preparing,
    int perSecond,
    int done,
    int total,
    Read read,
    Judged judged,
    Applied applied,
    List<SiteView> sites,
    Instant createdAt,
    Instant changedAt,
    @Nullable Instant endedAt) {

  public ImportView {
    sites = List.copyOf(sites);
  }

  /** What the shop has told so far. */
  public record Read(int products, int variants, int levels, int orders, int unreadable) {}

  /**
   * What would be done, or was.
   *
   * @param create new in the catalogue
   * @param change known, and something will be said anew
   * @param same known, and alike
   * @param aside left out until a person has put something right
   */
  public record Judged(int create, int change, int same, int aside) {
    /** Variants that are known already, by whatever they were recognised. */
    public int matched() {
      return change + same;
    }
  }

  /**
   * What has been done.
   *
   * @param countsKept shelves whose count stayed, because something had moved there before
   * @param countsAside counts at locations that are not ours, or of items that were set aside
   * @param ordersAside open orders that could not be taken
   */
  public record Applied(
      int variants,
      int countsSet,
      int countsKept,
      int countsAside,
      int ordersTaken,
      int ordersAside) {}

  /**
   * A location of the shop.
   *
   * @param ours the hub's location that it stands for, or null: its counts are left out
   */
  public record SiteView(
      String id, String name, boolean active, @Nullable String ours) {}
}
