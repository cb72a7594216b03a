package dev.tillbridge.app.api;

import dev.tillbridge.app.security.Caller;
import dev.tillbridge.app.web.Problem;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.hub.stock.LeaseAnswer;
import dev.tillbridge.hub.stock.LeaseAnswer.Why;
import dev.tillbridge.hub.stock.Leases;
import dev.tillbridge.model.place.LocationId;
import java.time.InstantSource;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Stock lent to tills, so that they sell without asking when the line is down. A till says one thing
 * at a time, sales included, and repeats it under its id until it is answered.
 */
@RestController
@RequestMapping("/api/v1/leases")
class LeasesApi {

  private final Leases leases;
  private final Places places;
  private final InstantSource clock;

  LeasesApi(Leases leases, Places places, InstantSource clock) {
    this.leases = leases;
    this.places = places;
    this.clock = clock;
  }

  record LeasesJson(String location, List<LeaseJson> leases) {}

  /** A till asks for a lease, or reports and renews it; it is told what it may sell. */
  @PostMapping
  ResponseEntity<Object> renew(
      @RequestBody LeaseBody.Report body, @AuthenticationPrincipal Caller caller) {
    var report = body.read(null);
    var stands = places
        .registerLocation(report.register())
        .orElseThrow(() -> BadInput.of("register", "there is no such register"));
    caller.mustBeAt(stands);
    return answer(leases.renew(report));
  }

  /** What is lent at a location, and to whom. */
  @GetMapping
  LeasesJson all(@RequestParam String location, @AuthenticationPrincipal Caller caller) {
    var id = place(location, caller);
    var now = clock.instant();
    return new LeasesJson(
        id.code(), leases.at(id).stream().map(l -> LeaseJson.of(l, now)).toList());
  }

  /** A till has stopped selling for good at these totals: the rest comes back. */
  @PostMapping("/{register}/return")
  ResponseEntity<Object> giveBack(
      @PathVariable String register,
      @RequestBody LeaseBody.Report body,
      @AuthenticationPrincipal Caller caller) {
    mustStandWithin(register, caller);
    return answer(leases.giveBack(body.read(register)));
  }

  /** A till is gone: what it was lent is in suspense until its sales or a count come. */
  @PostMapping("/{register}/lost")
  LeaseJson lost(
      @PathVariable String register,
      @RequestBody LeaseBody.Lost body,
      @AuthenticationPrincipal Caller caller) {
    int generation = Input.between("generation", body.generation(), 1, Integer.MAX_VALUE);
    boolean stopped = Boolean.TRUE.equals(body.stopped());
    mustStandWithin(register, caller);
    return LeaseJson.of(
        leases.declareLost(register, generation, stopped, caller.name()), clock.instant());
  }

  /** What a lost till may have sold was counted: what is there can be sold again. */
  @PostMapping("/{register}/resolve")
  ResponseEntity<Object> resolve(
      @PathVariable String register,
      @RequestBody LeaseBody.Count body,
      @AuthenticationPrincipal Caller caller) {
    var count = body.read(register);
    mustStandWithin(register, caller);
    return answer(leases.count(count, caller.name()));
  }

  /** How much a location lends. */
  @GetMapping("/policy")
  LeaseBody.Policy policy(@RequestParam String location, @AuthenticationPrincipal Caller caller) {
    var id = place(location, caller);
    return LeaseBody.Policy.of(id.code(), leases.policy(id));
  }

  /** Sets how much a location lends; what is left out stays as it is. */
  @PostMapping("/policy")
  LeaseBody.Policy setPolicy(
      @RequestBody LeaseBody.Policy body, @AuthenticationPrincipal Caller caller) {
    var id = place(Input.need("location", body.location()), caller);
    leases.setPolicy(id, body.over(leases.policy(id)), caller.name());
    return LeaseBody.Policy.of(id.code(), leases.policy(id));
  }

  private LocationId place(String location, Caller caller) {
    var id = places.get(Input.location("location", location)).id();
    caller.mustBeAt(id);
    return id;
  }

  private void mustStandWithin(String register, Caller caller) {
    // A name that PostgreSQL cannot even be asked about is no register's.
    var stands =
        register.indexOf('\0') >= 0 ? null : places.registerLocation(register).orElse(null);
    if (stands == null) {
      throw new NotFound("register " + register);
    }
    caller.mustBeAt(stands);
  }

  private ResponseEntity<Object> answer(LeaseAnswer answer) {
    return switch (answer) {
      case LeaseAnswer.Stands(var lease) -> ResponseEntity.ok(LeaseJson.of(lease, clock.instant()));
      case LeaseAnswer.Refused(var why, var detail) ->
        ResponseEntity.status(409)
            .contentType(MediaType.APPLICATION_PROBLEM_JSON)
            .body(Problem.of(409, code(why), detail));
    };
  }

  private static String code(Why why) {
    return switch (why) {
      case STALE -> "lease-report-late";
      case ELSEWHERE -> "lease-elsewhere";
      case OLDER -> "lease-older";
      case UNKNOWN -> "lease-unknown";
      case GONE_BACK -> "lease-gone-back";
      case BLOCKED -> "lease-blocked";
      case OVER -> "lease-over";
      case RUNNING -> "lease-running";
    };
  }
}
