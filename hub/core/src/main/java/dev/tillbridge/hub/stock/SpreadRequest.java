package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.stock.StockLine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A wish to set units aside at several locations, all or nothing: two mugs from here and one from
 * the warehouse. The hold's own location is that of the first line.
 *
 * @param lines in the order of the caller; those of one location and SKU are added up
 */
public record SpreadRequest(UUID id, Channel channel, List<Line> lines, Duration ttl) {

  /** Units of a SKU at a location. */
  public record Line(LocationId location, Sku sku, int quantity) {}

  /** A cart is not collected from more places than this. */
  public static final int MOST_LOCATIONS = 20;

  /** Throws {@link BadInput} when it makes no sense. */
  public SpreadRequest {
    lines = List.copyOf(lines);
    if (lines.isEmpty() || lines.size() > HoldRequest.MOST_LINES) {
      throw BadInput.of("lines", "must have 1 to " + HoldRequest.MOST_LINES + " entries");
    }
    if (lines.stream().map(Line::location).distinct().count() > MOST_LOCATIONS) {
      throw BadInput.of("lines", "must be at no more than " + MOST_LOCATIONS + " locations");
    }
  }

  /** The wish at the hold's own location. */
  HoldRequest home() {
    var first = lines.getFirst().location();
    return request(id, first, isSpread() ? id : null);
  }

  /** The wishes at the other locations, in the order of their ids; none for a simple hold. */
  List<HoldRequest> parts() {
    var places = new TreeMap<String, LocationId>();
    lines.forEach(line -> places.put(line.location().code(), line.location()));
    places.remove(lines.getFirst().location().code());
    return places.values().stream()
        .map(place -> request(partId(place), place, id))
        .toList();
  }

  /** The wishes at all locations, their bundles taken apart. */
  Wishes takenApart(Map<Sku, Contents> known) {
    return new Wishes(
        home().takenApart(known),
        parts().stream().map(part -> part.takenApart(known)).toList());
  }

  /** What a wish for several locations asks of each. */
  record Wishes(HoldRequest home, List<HoldRequest> parts) {

    UUID id() {
      return home.id();
    }

    /** Home and parts, in the order in which locations are locked. */
    List<HoldRequest> all() {
      var all = new ArrayList<>(parts);
      all.add(home);
      all.sort(Comparator.comparing(request -> request.location().code()));
      return all;
    }
  }

  private boolean isSpread() {
    return lines.stream()
        .anyMatch(line -> !line.location().equals(lines.getFirst().location()));
  }

  private HoldRequest request(
      UUID requestId, LocationId place, @org.jspecify.annotations.Nullable UUID whole) {
    var there = lines.stream()
        .filter(line -> line.location().equals(place))
        .map(line -> new StockLine(line.sku(), line.quantity()))
        .toList();
    return new HoldRequest(
        requestId, place, channel, there, ttl, whole == null ? null : asked(), whole);
  }

  /** All of it in one text, whatever the order of the lines. */
  private String asked() {
    var units = new TreeMap<String, Long>();
    lines.forEach(
        line -> units.merge(line.location() + " " + line.sku(), (long) line.quantity(), Long::sum));
    return "spread " + units;
  }

  private UUID partId(LocationId place) {
    var name = place.code().getBytes(StandardCharsets.UTF_8);
    return UUID.nameUUIDFromBytes(ByteBuffer.allocate(16 + name.length)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .put(name)
        .array());
  }
}
