package dev.tillbridge.app.api;

import dev.tillbridge.app.security.Caller;
import dev.tillbridge.app.web.Problem;
import dev.tillbridge.hub.approvals.ApprovalLog;
import dev.tillbridge.hub.approvals.Approvals;
import dev.tillbridge.hub.approvals.Claim;
import dev.tillbridge.hub.approvals.Logged;
import dev.tillbridge.hub.people.People;
import dev.tillbridge.hub.people.PinCheck;
import dev.tillbridge.hub.people.User;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A second person's yes: asked for with a line, told afterwards without one, and the log of all. */
@RestController
@RequestMapping("/api/v1/approvals")
class ApprovalsApi {

  private static final int MOST = 500;
  private static final int GIVEN_MOST = 2_000;

  private final Approvals approvals;
  private final People people;
  private final InstantSource clock;

  ApprovalsApi(Approvals approvals, People people, InstantSource clock) {
    this.approvals = approvals;
    this.people = people;
    this.clock = clock;
  }

  /**
   * Somebody who may is asked.
   *
   * @param id made by the till
   * @param name of whoever says yes
   */
  record Wish(
      @Nullable UUID id,
      @Nullable String kind,
      @Nullable String subject,
      @Nullable String allowed,
      @Nullable String register,
      @Nullable String expiresAt,
      @Nullable String reason,
      @Nullable String name,
      @Nullable String pin) {
    /** Without the PIN, because records end up in logs. */
    @Override
    public String toString() {
      return "Wish[" + id + ", " + name + "]";
    }
  }

  record ApprovedJson(UUID id, SessionApi.UserJson approvedBy) {}

  record GivenBody(@Nullable List<@Nullable ApprovalBody> approvals) {}

  /**
   * What became of them.
   *
   * @param taken all that are in the log now
   * @param refused of these, what does not count
   */
  record GivenJson(List<UUID> taken, List<RefusedJson> refused) {}

  record RefusedJson(UUID id, String why) {}

  record LogJson(List<Logged> approvals) {}

  /** Somebody at the till, with his PIN, says yes to what the cashier may not do alone. */
  @PostMapping
  ResponseEntity<Object> approve(
      @RequestBody Wish wish, @AuthenticationPrincipal Caller caller, HttpServletRequest http) {
    var asker = caller.userId();
    if (asker == null) {
      throw new AccessDeniedException("nobody stands at the till");
    }
    var id = Input.need("id", wish.id());
    var name = Input.text("name", wish.name(), 100);
    var pin = Input.need("pin", wish.pin());
    var claim = new Claim(
        id,
        Input.text("kind", wish.kind(), 30),
        Input.text("subject", wish.subject(), 100),
        Input.need("allowed", wish.allowed()),
        Input.text("register", wish.register(), 40),
        asker,
        asker,
        clock.instant().toString(),
        Input.need("expiresAt", wish.expiresAt()),
        Input.text("reason", wish.reason(), 200),
        null,
        null);
    return switch (people.checkPin(name, pin, http.getRemoteAddr())) {
      case PinCheck.Right(var user) -> answer(claim, user);
      case PinCheck.Wrong() -> refused();
      case PinCheck.Wait(var atLeast) ->
        ResponseEntity.status(429)
            .header(HttpHeaders.RETRY_AFTER, String.valueOf(Math.max(1, atLeast.toSeconds())))
            .contentType(MediaType.APPLICATION_PROBLEM_JSON)
            .body(Problem.of(
                429, "too-many-requests", "too many failures, wait before the next try"));
    };
  }

  private ResponseEntity<Object> answer(Claim claim, User user) {
    return approvals.approve(claim, user).isEmpty()
        ? ResponseEntity.ok(new ApprovedJson(claim.id(), SessionApi.UserJson.of(user)))
        : refused();
  }

  /** What was approved at the till without a line, oldest first. */
  @PostMapping("/given")
  GivenJson given(@RequestBody GivenBody body, @AuthenticationPrincipal Caller caller) {
    var claims = new ArrayList<Claim>();
    for (var one : Input.list("approvals", body.approvals(), GIVEN_MOST)) {
      claims.add(one.read("approvals[" + claims.size() + "]."));
    }
    var taken = new ArrayList<UUID>();
    var refused = new ArrayList<RefusedJson>();
    for (var claim : claims) {
      approvals
          .take(claim, caller.userId())
          .ifPresent(why -> refused.add(new RefusedJson(claim.id(), why)));
      taken.add(claim.id());
    }
    return new GivenJson(taken, refused);
  }

  /** The log, the newest first. */
  @GetMapping
  LogJson log(
      @RequestParam(defaultValue = "100") Integer limit,
      @RequestParam(required = false) @Nullable String kind) {
    return new LogJson(approvals
        .log()
        .newest(
            new ApprovalLog.Filter(kind, null, false, null, null),
            Input.between("limit", limit, 1, MOST)));
  }

  /** Nobody learns whether it was the name, the PIN or the role. */
  private static ResponseEntity<Object> refused() {
    return ResponseEntity.status(403)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(Problem.of(
            403,
            "approval-refused",
            "name or PIN is wrong, or not that of somebody who may approve it"));
  }
}
