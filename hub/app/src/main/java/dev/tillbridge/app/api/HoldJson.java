package dev.tillbridge.app.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.stock.Hold;
import dev.tillbridge.model.stock.StockLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A hold as it stands; a barred id has no place, lines or end.
 *
 * @param reason why it ended, if neither its owner nor its time ended it
 */
record HoldJson(
    UUID id,
    String state,
    @Nullable String location,
    @Nullable Channel channel,
    List<HeldLine> lines,
    @Nullable Instant expiresAt,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String reason) {

  /**
   * So many units of a SKU.
   *
   * @param location where, if not at the hold's own location
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record HeldLine(
      @Nullable String sku,
      @Nullable Integer quantity,
      @Nullable String location) {

    static HeldLine of(StockLine line, @Nullable LocationId elsewhere) {
      return new HeldLine(
          line.sku().code(), line.quantity(), elsewhere == null ? null : elsewhere.code());
    }
  }

  static HoldJson of(Hold hold) {
    return of(hold, null);
  }

  static HoldJson of(Hold hold, @Nullable String reason) {
    var location = hold.location();
    return new HoldJson(
        hold.id(),
        hold.state().name(),
        location == null ? null : location.code(),
        hold.channel(),
        lines(hold),
        hold.expiresAt(),
        reason);
  }

  private static List<HeldLine> lines(Hold hold) {
    var lines = new ArrayList<HeldLine>();
    hold.lines().forEach(line -> lines.add(HeldLine.of(line, null)));
    for (var part : hold.parts()) {
      part.lines().forEach(line -> lines.add(HeldLine.of(line, part.location())));
    }
    return lines;
  }
}
