package dev.tillbridge.app.api;

import dev.tillbridge.app.web.Problem;
import dev.tillbridge.hub.desk.PickUps;
import dev.tillbridge.hub.desk.Shelf;
import dev.tillbridge.hub.stock.Answer;
import dev.tillbridge.hub.stock.Promises;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.stock.HoldState;
import dev.tillbridge.model.stock.Shortage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** What became of a wish to hold, as an answer over HTTP. */
@Component
class HoldAnswers {

  /** A crowd that is refused one SKU makes nobody look for its pick-ups more often than this. */
  private static final Duration FRESH = Duration.ofMillis(250);

  private static final int REMEMBERED = 10_000;

  private final PickUps pickUps;
  private final Promises promises;
  private final InstantSource clock;
  private final Map<Shelf, Seen> seen = new ConcurrentHashMap<>();

  HoldAnswers(PickUps pickUps, Promises promises, InstantSource clock) {
    this.pickUps = pickUps;
    this.promises = promises;
    this.clock = clock;
  }

  private record Seen(long atMillis, List<PickUps.Reserved> reserved) {}

  /** The answer to whoever asked at this location. */
  ResponseEntity<Object> of(Answer answer, LocationId at) {
    return switch (answer) {
      case Answer.Granted(var hold) -> ResponseEntity.status(201).body(HoldJson.of(hold));
      case Answer.Refused no -> refused(no.shortages(), at);
      case Answer.Ended(var hold) ->
        conflict(Problem.ended(hold.state().name(), promises.ending(hold.id()).orElse(null)));
    };
  }

  /** 409: this id was barred before it ever held anything. */
  static ResponseEntity<Object> barred() {
    return conflict(Problem.ended(HoldState.VOID.name(), null));
  }

  /** 409: this much of it is there, and it is kept for these. */
  ResponseEntity<Object> refused(List<Shortage> shortages, LocationId at) {
    var missing =
        shortages.stream().map(s -> ShortageJson.problem(s, reserved(s, at))).toList();
    var detail = missing.stream()
        .map(m -> "%s: %d of %d available".formatted(m.sku(), m.available(), m.wanted()))
        .collect(Collectors.joining(", "));
    return conflict(Problem.shortage(missing, detail));
  }

  /** Who has what is missing; of a bundle, who has its parts. */
  private @Nullable List<Problem.ReservedFor> reserved(Shortage shortage, LocationId at) {
    var location = Objects.requireNonNullElse(shortage.location(), at);
    var missing = shortage.parts().isEmpty() ? List.of(shortage) : shortage.parts();
    var reserved = missing.stream()
        .flatMap(one -> reserved(new Shelf(location, one.sku())).stream())
        .toList();
    return reserved.isEmpty() ? null : reserved;
  }

  private List<Problem.ReservedFor> reserved(Shelf shelf) {
    long now = clock.millis();
    var known = seen.get(shelf);
    if (known == null || known.atMillis() < now - FRESH.toMillis()) {
      if (seen.size() >= REMEMBERED) {
        seen.clear();
      }
      known = new Seen(now, pickUps.reservedFor(shelf.location(), List.of(shelf.sku())));
      seen.put(shelf, known);
    }
    return known.reserved().stream()
        .map(r -> new Problem.ReservedFor(r.pickupId(), r.reference(), r.units(), r.collectBy()))
        .toList();
  }

  private static ResponseEntity<Object> conflict(Problem problem) {
    return ResponseEntity.status(409)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem);
  }
}
