package dev.tillbridge.app.api;

import dev.tillbridge.app.security.Caller;
import dev.tillbridge.app.web.Problem;
import dev.tillbridge.hub.desk.Overrides;
import dev.tillbridge.hub.people.People;
import dev.tillbridge.hub.people.PinCheck;
import dev.tillbridge.hub.people.Role;
import dev.tillbridge.hub.people.User;
import dev.tillbridge.hub.stock.HoldRequest;
import dev.tillbridge.hub.stock.Reservations;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** A manager at the till, with his PIN, lets it have what waits for a customer. */
@Component
class HoldOverrides {

  private final People people;
  private final Overrides overrides;
  private final Reservations reservations;
  private final HoldAnswers answers;

  HoldOverrides(
      People people, Overrides overrides, Reservations reservations, HoldAnswers answers) {
    this.people = people;
    this.overrides = overrides;
    this.reservations = reservations;
    this.answers = answers;
  }

  ResponseEntity<Object> hold(
      HoldRequest request, HoldsApi.Approval approval, Caller caller, String address) {
    var name = Input.text("override.name", approval.name(), 100);
    var pin = Input.need("override.pin", approval.pin());
    if (reservations.find(request.id()).isPresent()) {
      // It was decided before, and asking again changes nothing: no need to type the PIN again.
      return answers.of(reservations.reserve(request), request.location());
    }
    return switch (people.checkPin(name, pin, address)) {
      case PinCheck.Right(var user)
      when mayAllow(user) ->
        answers.of(overrides.hold(request, user.name(), caller.name()), request.location());
      // Nobody learns whether it was the name, the PIN or the role.
      case PinCheck.Right ignored -> refused();
      case PinCheck.Wrong() -> refused();
      case PinCheck.Wait(var atLeast) ->
        ResponseEntity.status(429)
            .header(HttpHeaders.RETRY_AFTER, String.valueOf(Math.max(1, atLeast.toSeconds())))
            .contentType(MediaType.APPLICATION_PROBLEM_JSON)
            .body(Problem.of(
                429, "too-many-requests", "too many failures, wait before the next try"));
    };
  }

  private static boolean mayAllow(User user) {
    return user.role() == Role.OWNER || user.role() == Role.MANAGER;
  }

  private static ResponseEntity<Object> refused() {
    return ResponseEntity.status(403)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(
            Problem.of(403, "override-refused", "name or PIN is wrong, or not that of a manager"));
  }
}
