package dev.tillbridge.app.api;

import dev.tillbridge.app.security.Caller;
import dev.tillbridge.app.web.Problem;
import dev.tillbridge.hub.stock.Answer;
import dev.tillbridge.hub.stock.HoldRequest;
import dev.tillbridge.hub.stock.Reservations;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.stock.Hold;
import java.time.Duration;
import java.time.Instant;
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
   */
  record Wish(
      @Nullable UUID id,
      @Nullable String location,
      @Nullable Channel channel,
      @Nullable List<@Nullable LineJson> lines,
      @Nullable Integer ttlSeconds) {

    HoldRequest read() {
      return new HoldRequest(
          Input.need("id", id),
          Input.location("location", location),
          Input.need("channel", channel),
          LineJson.read(lines, HoldRequest.MOST_LINES),
          Duration.ofSeconds(Input.between("ttlSeconds", ttlSeconds, 1, LONGEST_SECONDS)));
    }
  }

  /** A hold as it stands; a barred id has no place, lines or end. */
  record HoldJson(
      UUID id,
      String state,
      @Nullable String location,
      @Nullable Channel channel,
      List<LineJson> lines,
      @Nullable Instant expiresAt) {

    static HoldJson of(Hold hold) {
      var location = hold.location();
      return new HoldJson(
          hold.id(),
          hold.state().name(),
          location == null ? null : location.code(),
          hold.channel(),
          LineJson.of(hold.lines()),
          hold.expiresAt());
    }
  }

  @PostMapping
  ResponseEntity<Object> hold(@RequestBody Wish wish, @AuthenticationPrincipal Caller caller) {
    var request = wish.read();
    caller.mustBeAt(request.location());
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
