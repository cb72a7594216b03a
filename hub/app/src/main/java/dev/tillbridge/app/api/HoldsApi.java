package dev.tillbridge.app.api;

import dev.tillbridge.app.api.HoldJson.HeldLine;
import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.stock.HoldRequest;
import dev.tillbridge.hub.stock.Reservations;
import dev.tillbridge.hub.stock.SpreadRequest;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.stock.StockLine;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Units set aside for carts: the same id again is the same wish and gets the same answer. */
@RestController
@RequestMapping("/api/v1/holds")
class HoldsApi {

  private static final int LONGEST_SECONDS = 86_400;

  private final Reservations reservations;
  private final HoldAnswers answers;
  private final HoldOverrides overrides;

  HoldsApi(Reservations reservations, HoldAnswers answers, HoldOverrides overrides) {
    this.reservations = reservations;
    this.answers = answers;
    this.overrides = overrides;
  }

  /**
   * A wish.
   *
   * @param id made by the caller, best a UUIDv7
   * @param location where its lines are, unless they say otherwise
   * @param override a manager who lets the till have what waits for a customer, or null
   */
  record Wish(
      @Nullable UUID id,
      @Nullable String location,
      @Nullable Channel channel,
      @Nullable List<@Nullable HeldLine> lines,
      @Nullable Integer ttlSeconds,
      @Nullable Approval override) {

    LocationId at() {
      return Input.location("location", location);
    }

    SpreadRequest read() {
      var read = new ArrayList<SpreadRequest.Line>();
      for (var line : Input.list("lines", lines, HoldRequest.MOST_LINES)) {
        read.add(read("lines[" + read.size() + "]", line));
      }
      return new SpreadRequest(Input.need("id", id), Input.need("channel", channel), read, ttl());
    }

    private Duration ttl() {
      return Duration.ofSeconds(Input.between("ttlSeconds", ttlSeconds, 1, LONGEST_SECONDS));
    }

    private SpreadRequest.Line read(String field, HeldLine line) {
      return new SpreadRequest.Line(
          line.location() == null ? at() : Input.location(field + ".location", line.location()),
          Input.sku(field + ".sku", line.sku()),
          Input.between(field + ".quantity", line.quantity(), 1, StockLine.MOST));
    }

    /** The wish for units of one location: nobody overrides anything elsewhere. */
    HoldRequest readHere() {
      var all = read();
      if (all.lines().stream().anyMatch(line -> !line.location().equals(at()))) {
        throw BadInput.of("override", "is for units at the hold's own location");
      }
      return new HoldRequest(
          all.id(),
          at(),
          all.channel(),
          all.lines().stream()
              .map(line -> new StockLine(line.sku(), line.quantity()))
              .toList(),
          all.ttl());
    }
  }

  /** Who allows it. */
  record Approval(@Nullable String name, @Nullable String pin) {
    /** Without the PIN, because records end up in logs. */
    @Override
    public String toString() {
      return "Approval[" + name + "]";
    }
  }

  @PostMapping
  ResponseEntity<Object> hold(
      @RequestBody Wish wish, @AuthenticationPrincipal Caller caller, HttpServletRequest http) {
    var request = wish.read();
    // Units elsewhere may be asked for by whoever sells here.
    caller.mustBeAt(wish.at());
    var approval = wish.override();
    return approval == null
        ? answers.of(reservations.reserve(request), wish.at())
        : overrides.hold(wish.readHere(), approval, caller, http.getRemoteAddr());
  }

  /** An id that is not known is barred for ever: a wish still under way cannot take units later. */
  @PostMapping("/{id}/release")
  HoldJson release(@PathVariable UUID id) {
    return HoldJson.of(reservations.release(id));
  }
}
