package dev.tillbridge.hub.inventory;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which units they are, of a SKU that is tracked by serial number or by lot. Of another SKU nobody
 * needs to say.
 *
 * @param good serial numbers of the units that can be sold
 * @param damaged serial numbers of those that cannot
 * @param missing serial numbers of those that did not come
 * @param lot the lot that all of them are from
 * @param expiresOn of the lot, where it is told for the first time
 */
public record Named(
    List<String> good,
    List<String> damaged,
    List<String> missing,
    @Nullable String lot,
    @Nullable LocalDate expiresOn) {

  /** Nobody said. */
  public static final Named NOTHING = new Named(List.of(), List.of(), List.of(), null, null);

  public Named {
    good = List.copyOf(good);
    damaged = List.copyOf(damaged);
    missing = List.copyOf(missing);
  }

  /** Units that can be sold, by serial number. */
  public static Named good(List<String> serials) {
    return new Named(serials, List.of(), List.of(), null, null);
  }

  /** Units of one lot. */
  public static Named lot(String lot, @Nullable LocalDate expiresOn) {
    return new Named(List.of(), List.of(), List.of(), lot, expiresOn);
  }

  /** The same units, none of which can be sold. */
  Named asDamaged() {
    return new Named(List.of(), good, missing, lot, expiresOn);
  }

  void addTo(Fingerprint fingerprint) {
    fingerprint.add(good.size()).add(good.toArray());
    fingerprint.add(damaged.size()).add(damaged.toArray());
    fingerprint.add(missing.size()).add(missing.toArray());
    fingerprint.add(lot, expiresOn);
  }
}
