package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.stock.StockLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A wish to set units aside, all or nothing.
 *
 * @param id made by the caller; the same id again is the same wish
 * @param lines after construction one per SKU, in SKU order: two lines of one SKU are added up
 * @param ttl how long, from one second to a day, for a pick-up to 30 days
 * @param asked what the caller asked for, where that is not simply these lines; it is what tells
 *     this wish from another under the same id
 * @param partOf the hold over several locations that this belongs to, or null
 * @param bundles what was taken apart to get these lines; empty when the caller named no bundle
 * @param kind what it is for
 */
public record HoldRequest(
    UUID id,
    LocationId location,
    Channel channel,
    List<StockLine> lines,
    Duration ttl,
    @Nullable String asked,
    @Nullable UUID partOf,
    List<Pieces> bundles,
    Kind kind) {

  /** What units are set aside for. */
  public enum Kind {
    /** A cart, or a parked sale. */
    CART,
    /** A customer who will come for them. */
    PICKUP
  }

  /** More lines than this are not a cart. */
  public static final int MOST_LINES = 500;

  /** More SKUs than this in the bundles of a cart are not one either. */
  static final int MOST_PARTS = 5_000;

  /** A pick-up waits no longer than this. */
  public static final Duration LONGEST_PICKUP = Duration.ofDays(30);

  private static final Duration LONGEST = Duration.ofDays(1);

  /** A wish for exactly these lines at one location. */
  public HoldRequest(
      UUID id, LocationId location, Channel channel, List<StockLine> lines, Duration ttl) {
    this(id, location, channel, lines, ttl, null, null, List.of(), Kind.CART);
  }

  /** A wish of a cart. */
  public HoldRequest(
      UUID id,
      LocationId location,
      Channel channel,
      List<StockLine> lines,
      Duration ttl,
      @Nullable String asked,
      @Nullable UUID partOf) {
    this(id, location, channel, lines, ttl, asked, partOf, List.of(), Kind.CART);
  }

  /** A wish to keep units for a customer who will come for them. */
  public static HoldRequest forPickup(
      UUID id, LocationId location, List<StockLine> lines, Duration ttl) {
    return new HoldRequest(
        id, location, Channel.WEB, lines, ttl, null, null, List.of(), Kind.PICKUP);
  }

  /** Throws {@link BadInput} when it makes no sense. */
  public HoldRequest {
    bundles = List.copyOf(bundles);
    if (lines.isEmpty() || (bundles.isEmpty() && lines.size() > MOST_LINES)) {
      throw BadInput.of("lines", "must have 1 to " + MOST_LINES + " entries");
    }
    if (lines.size() > MOST_PARTS) {
      throw BadInput.of("lines", "are made of more than " + MOST_PARTS + " SKUs");
    }
    var longest = kind == Kind.PICKUP ? LONGEST_PICKUP : LONGEST;
    if (ttl.compareTo(Duration.ofSeconds(1)) < 0 || ttl.compareTo(longest) > 0) {
      throw BadInput.of("ttlSeconds", "must be between 1 and " + longest.toSeconds());
    }
    lines = addedUp(lines);
  }

  private static List<StockLine> addedUp(List<StockLine> lines) {
    var units = new TreeMap<Sku, Integer>();
    for (var line : lines) {
      // Each line is at most a million and there are at most 500, so this fits an int.
      units.merge(line.sku(), line.quantity(), Integer::sum);
    }
    var sums = new ArrayList<StockLine>();
    units.forEach((sku, sum) -> {
      if (sum > StockLine.MOST) {
        throw BadInput.of("lines", sku + ": together more than " + StockLine.MOST);
      }
      sums.add(new StockLine(sku, sum));
    });
    return List.copyOf(sums);
  }

  /**
   * The same wish for the parts of its bundles, added up with what it asks for loose. It stays the
   * wish that the caller made: whether something is a bundle does not change its fingerprint.
   *
   * @param known what is a bundle
   * @throws BadInput when the parts are too many
   */
  HoldRequest takenApart(Map<Sku, Contents> known) {
    if (lines.stream().noneMatch(line -> known.containsKey(line.sku()))) {
      return this;
    }
    var apart = TakenApart.of(lines, known);
    return new HoldRequest(
        id,
        location,
        channel,
        apart.shelf(),
        ttl,
        asked == null ? spelled(lines) : asked,
        partOf,
        apart.bundles(),
        kind);
  }

  private static String spelled(List<StockLine> lines) {
    var text = new StringBuilder(32 * lines.size());
    for (var line : lines) {
      text.append(text.isEmpty() ? "" : "\n")
          .append(line.quantity())
          .append(' ')
          .append(line.sku());
    }
    return text.toString();
  }

  /** Tells this wish from another under the same id; in hexadecimal digits. */
  String hash() {
    return HexFormat.of().formatHex(digest());
  }

  /** The same as bytes. */
  byte[] digest() {
    var text = location.code() + "\n" + channel.name() + "\n" + ttl.toSeconds() + "\n"
        + (kind == Kind.CART ? "" : kind.name()) + "\n"
        + (asked == null ? spelled(lines) : asked);
    return Fingerprint.bytes(text);
  }
}
