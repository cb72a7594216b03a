package dev.tillbridge.app.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tillbridge.app.security.Caller;
import dev.tillbridge.app.web.Problem;
import dev.tillbridge.hub.stock.Answer;
import dev.tillbridge.hub.stock.HoldRequest;
import dev.tillbridge.hub.stock.Reservations;
import dev.tillbridge.hub.stock.SpreadRequest;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.stock.Hold;
import dev.tillbridge.model.stock.StockLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
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

  HoldsApi(Reservations reservations) {
    this.reservations = reservations;
  }

  /**
   * A wish.
   *
   * @param id made by the caller, best a UUIDv7
   * @param location where its lines are, unless they say otherwise
   */
  record Wish(
      @Nullable UUID id,
      @Nullable String location,
      @Nullable Channel channel,
      @Nullable List<@Nullable HeldLine> lines,
      @Nullable Integer ttlSeconds) {

    LocationId at() {
      return Input.location("location", location);
    }

    SpreadRequest read() {
      var read = new ArrayList<SpreadRequest.Line>();
      for (var line : Input.list("lines", lines, HoldRequest.MOST_LINES)) {
        read.add(line.read("lines[" + read.size() + "]", at()));
      }
      return new SpreadRequest(
          Input.need("id", id),
          Input.need("channel", channel),
          read,
          Duration.ofSeconds(Input.between("ttlSeconds", ttlSeconds, 1, LONGEST_SECONDS)));
    }
  }

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

    SpreadRequest.Line read(String field, LocationId home) {
      return new SpreadRequest.Line(
          location == null ? home : Input.location(field + ".location", location),
          Input.sku(field + ".sku", sku),
          Input.between(field + ".quantity", quantity, 1, StockLine.MOST));
    }
  }

  /** A hold as it stands; a barred id has no place, lines or end. */
  record HoldJson(
      UUID id,
      String state,
      @Nullable String location,
      @Nullable Channel channel,
      List<HeldLine> lines,
      @Nullable Instant expiresAt) {

    static HoldJson of(Hold hold) {
      var location = hold.location();
      return new HoldJson(
          hold.id(),
          hold.state().name(),
          location == null ? null : location.code(),
          hold.channel(),
          lines(hold),
          hold.expiresAt());
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

  @PostMapping
  ResponseEntity<Object> hold(@RequestBody Wish wish, @AuthenticationPrincipal Caller caller) {
    var request = wish.read();
    // Units elsewhere may be asked for by whoever sells here.
    caller.mustBeAt(wish.at());
    return switch (reservations.reserve(request)) {
      case Answer.Granted(var hold) -> ResponseEntity.status(201).body(HoldJson.of(hold));
      case Answer.Refused no -> conflict(Problem.shortage(ShortageJson.problems(no.shortages())));
      case Answer.Ended(var hold) -> conflict(Problem.ended(hold.state().name()));
    };
  }

  /** An id that is not known is barred for ever: a wish still under way cannot take units later. */
  @PostMapping("/{id}/release")
  HoldJson release(@PathVariable UUID id) {
    return HoldJson.of(reservations.release(id));
  }

  private static ResponseEntity<Object> conflict(Problem problem) {
    return ResponseEntity.status(409)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem);
  }
}
