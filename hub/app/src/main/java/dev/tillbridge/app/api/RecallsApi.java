package dev.tillbridge.app.api;

import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.hub.stock.Promises;
import dev.tillbridge.hub.stock.Recalls;
import dev.tillbridge.hub.stock.Reservations;
import dev.tillbridge.model.stock.Hold;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Holds that somebody comes back to: how they stand, and parked sales that are taken up again. */
@RestController
@RequestMapping("/api/v1/holds/{id}")
class RecallsApi {

  private static final int LONGEST_SECONDS = 86_400;

  private final Recalls recalls;
  private final Reservations reservations;
  private final Promises promises;
  private final HoldAnswers answers;

  RecallsApi(Recalls recalls, Reservations reservations, Promises promises, HoldAnswers answers) {
    this.recalls = recalls;
    this.reservations = reservations;
    this.promises = promises;
    this.answers = answers;
  }

  /**
   * A parked sale is taken up again.
   *
   * @param id of the new hold, used when the old one is over
   * @param ttlSeconds how long from now, up to a day
   */
  record Renewal(@Nullable UUID id, @Nullable Integer ttlSeconds) {}

  /** How it stands, and why it ended if somebody else ended it. */
  @GetMapping
  HoldJson one(@PathVariable UUID id, @AuthenticationPrincipal Caller caller) {
    return HoldJson.of(known(id, caller), promises.ending(id).orElse(null));
  }

  /**
   * Sets the same units aside again, all or none: 201 with the hold that has them now, which is the
   * old one while it lasts; 409 with what is there of every line that lacks some.
   */
  @PostMapping("/renew")
  ResponseEntity<Object> renew(
      @PathVariable UUID id, @RequestBody Renewal body, @AuthenticationPrincipal Caller caller) {
    var again = Input.need("id", body.id());
    var ttl =
        Duration.ofSeconds(Input.between("ttlSeconds", body.ttlSeconds(), 1, LONGEST_SECONDS));
    var location = known(id, caller).location();
    return location == null
        ? HoldAnswers.barred()
        : answers.of(recalls.renew(id, again, ttl), location);
  }

  private Hold known(UUID id, Caller caller) {
    return reservations
        .find(id)
        .filter(hold -> {
          var location = hold.location();
          return location == null || !caller.isStrangerAt(location);
        })
        .orElseThrow(() -> new NotFound("hold " + id));
  }
}
