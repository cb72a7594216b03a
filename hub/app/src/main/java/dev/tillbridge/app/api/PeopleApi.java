package dev.tillbridge.app.api;

import dev.tillbridge.app.security.Tills;
import dev.tillbridge.app.web.Problem;
import dev.tillbridge.hub.people.People;
import dev.tillbridge.hub.people.PersonKeys;
import dev.tillbridge.hub.people.PinCheck;
import dev.tillbridge.hub.people.Staff;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.problem.BadInput;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who works at the tills, and the keys by which a till knows them without a line. */
@RestController
@RequestMapping("/api/v1/people")
class PeopleApi {

  private static final int KEYS_MOST = 500;

  private final People people;
  private final Staff staff;
  private final PersonKeys keys;
  private final Tills tills;

  PeopleApi(People people, Staff staff, PersonKeys keys, Places places) {
    this.people = people;
    this.staff = staff;
    this.keys = keys;
    this.tills = new Tills(places);
  }

  /** The keys that a till has. */
  record HereBody(@Nullable String register, @Nullable List<@Nullable UUID> keys) {}

  /**
   * Who may sign in.
   *
   * @param keys those that still hold; the till forgets all others
   */
  record HereJson(List<SessionApi.UserJson> people, List<UUID> keys) {}

  /** The public half of a key, with the PIN that shows whose it is. */
  record KeyBody(
      @Nullable UUID id,
      @Nullable String register,
      @Nullable String name,
      @Nullable String pin,
      @Nullable String publicKey) {
    /** Without the PIN, because records end up in logs. */
    @Override
    public String toString() {
      return "KeyBody[" + id + ", " + name + "]";
    }
  }

  record KeyJson(UUID id) {}

  /** Who works here now, and which keys of the till still hold; this confirms them for a week. */
  @PostMapping("/here")
  HereJson here(@RequestBody HereBody body) {
    var register = register(body.register());
    var asked = new HashSet<UUID>();
    if (body.keys() != null && !body.keys().isEmpty()) {
      asked.addAll(Input.list("keys", body.keys(), KEYS_MOST));
    }
    return new HereJson(
        staff.atTills().stream().map(SessionApi.UserJson::of).toList(),
        keys.confirm(register, asked));
  }

  /** A till made a key for somebody who typed his PIN there. */
  @PostMapping("/keys")
  ResponseEntity<Object> key(@RequestBody KeyBody body, HttpServletRequest http) {
    var id = Input.need("id", body.id());
    var register = register(body.register());
    var name = Input.text("name", body.name(), 100);
    var pin = Input.need("pin", body.pin());
    var publicKey = Input.text("publicKey", body.publicKey(), 400);
    return switch (people.checkPin(name, pin, http.getRemoteAddr())) {
      case PinCheck.Right(var user) -> {
        keys.register(id, user.id(), register, publicKey);
        yield ResponseEntity.ok(new KeyJson(id));
      }
      case PinCheck.Wrong() ->
        problem(403, null, Problem.of(403, "pin-refused", "name or PIN is wrong"));
      case PinCheck.Wait(var atLeast) ->
        problem(
            429,
            Math.max(1, atLeast.toSeconds()),
            Problem.of(429, "too-many-requests", "too many failures, wait before the next try"));
    };
  }

  private String register(@Nullable String given) {
    var register = Input.text("register", given, 40);
    if (!tills.exists(register)) {
      throw BadInput.of("register", "there is no such register");
    }
    return register;
  }

  private static ResponseEntity<Object> problem(
      int status, @Nullable Long retryAfter, Problem problem) {
    var answer = ResponseEntity.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON);
    if (retryAfter != null) {
      answer.header(HttpHeaders.RETRY_AFTER, String.valueOf(retryAfter));
    }
    return answer.body(problem);
  }
}
