package dev.tillbridge.app.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tillbridge.app.api.LocationsApi.RateJson;
import dev.tillbridge.app.config.Connections;
import dev.tillbridge.app.config.Settings;
import dev.tillbridge.app.security.Caller;
import dev.tillbridge.app.security.SessionCookie;
import dev.tillbridge.app.security.Tills;
import dev.tillbridge.app.web.Problem;
import dev.tillbridge.hub.loyalty.Points;
import dev.tillbridge.hub.people.People;
import dev.tillbridge.hub.people.PersonKeys;
import dev.tillbridge.hub.people.SignIn;
import dev.tillbridge.hub.people.User;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.model.payment.CardTerminal;
import dev.tillbridge.model.payment.PaymentGateway;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Signing in at the till with name and PIN. */
@RestController
@RequestMapping("/api/v1/session")
class SessionApi {

  private final People people;
  private final Places places;
  private final Tills tills;
  private final Connections connections;
  private final Settings settings;
  private final PersonKeys keys;
  private final Points points;

  SessionApi(
      People people,
      PersonKeys keys,
      Places places,
      Connections connections,
      Settings settings,
      Points points) {
    this.people = people;
    this.keys = keys;
    this.places = places;
    this.tills = new Tills(places);
    this.connections = connections;
    this.settings = settings;
    this.points = points;
  }

  /**
   * Who signs in.
   *
   * @param register which till this device is; remembered on the device, the first one if never told
   */
  record Wish(
      @Nullable String name, @Nullable String pin, @Nullable String register) {
    /** Without the PIN, because records end up in logs. */
    @Override
    public String toString() {
      return "Wish[" + name + "]";
    }
  }

  record UserJson(@Nullable UUID id, String name, @Nullable String role) {
    static UserJson of(User user) {
      return new UserJson(user.id(), user.name(), user.role().name());
    }
  }

  record MerchantJson(String name, List<String> address) {}

  record PlaceJson(String id, String name, String timeZone) {}

  record RegisterJson(String id) {}

  record SessionJson(
      UserJson user,
      MerchantJson merchant,
      PlaceJson location,
      RegisterJson register,
      String currency,
      String taxMode,
      List<RateJson> taxRates,
      List<String> tenders,
      String stockPolicy,
      @Nullable String receiptUrl,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer cashStep,
      List<Integer> tips,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable MoneyJson spendForPoint) {}

  @PostMapping
  ResponseEntity<Object> signIn(@RequestBody Wish wish, HttpServletRequest request) {
    var name = Input.text("name", wish.name(), 100);
    var pin = Input.need("pin", wish.pin());
    var register = wish.register() == null ? tills.of(request) : wish.register();
    if (wish.register() != null && !tills.exists(register)) {
      throw BadInput.of("register", "there is no such register");
    }
    return switch (people.signInWithPin(name, pin, request.getRemoteAddr())) {
      case SignIn.Welcome in -> welcome(in, register, request);
      case SignIn.Wrong() ->
        problem(401, null, Problem.of(401, "sign-in-failed", "name or PIN is wrong"));
      case SignIn.Wait(var atLeast) ->
        problem(
            429,
            Math.max(1, atLeast.toSeconds()),
            Problem.of(429, "too-many-requests", "too many failures, wait before the next try"));
    };
  }

  /**
   * Shows who signed in while the till had no line.
   *
   * @param key which the till made for him
   * @param at when it was signed, by the till's clock
   */
  record Proof(
      @Nullable UUID key, @Nullable String at, @Nullable String signature) {}

  /** Somebody who signed in at the till without a line gets the session that he would have. */
  @PostMapping("/key")
  ResponseEntity<Object> prove(@RequestBody Proof proof, HttpServletRequest request) {
    var key = Input.need("key", proof.key());
    var at = Input.text("at", proof.at(), 40);
    var signature = Input.text("signature", proof.signature(), 200);
    return keys.prove(key, at, signature)
        .map(user -> welcome(people.welcomeBack(user), tills.of(request), request))
        .orElseGet(
            () -> problem(401, null, Problem.of(401, "sign-in-failed", "sign in with your PIN")));
  }

  private ResponseEntity<Object> welcome(
      SignIn.Welcome in, String register, HttpServletRequest request) {
    // One person at a time: whoever stood here before is gone.
    SessionCookie.of(request).ifPresent(people::signOut);
    return ResponseEntity.ok()
        .header(
            HttpHeaders.SET_COOKIE, SessionCookie.set(request, in.sessionToken(), People.SESSION))
        .header(HttpHeaders.SET_COOKIE, Tills.set(request, register))
        .body(session(UserJson.of(in.user()), register));
  }

  @GetMapping
  SessionJson session(@AuthenticationPrincipal Caller caller, HttpServletRequest request) {
    return session(new UserJson(caller.userId(), caller.name(), caller.role()), tills.of(request));
  }

  @DeleteMapping
  ResponseEntity<Void> signOut(HttpServletRequest request) {
    SessionCookie.of(request).ifPresent(people::signOut);
    return ResponseEntity.noContent()
        .header(HttpHeaders.SET_COOKIE, SessionCookie.clear(request))
        .build();
  }

  private SessionJson session(UserJson user, String register) {
    var location =
        tills.location(register).map(places::get).orElseThrow(() -> new NotFound("a location"));
    var merchant = places.merchant();
    var tenders = new ArrayList<>(List.of("CASH", "GIFT_CARD", "ON_ACCOUNT"));
    connections.gateways().values().stream()
        // A till without a terminal of its own takes no cards.
        .filter(g -> !(g instanceof CardTerminal terminal) || terminal.serves(register))
        .map(PaymentGateway::kind)
        .sorted()
        .forEach(tenders::add);
    return new SessionJson(
        user,
        new MerchantJson(merchant.name(), merchant.address()),
        new PlaceJson(location.id().code(), location.name(), location.timeZone().getId()),
        new RegisterJson(register),
        location.currency().getCurrencyCode(),
        location.taxMode().name(),
        RateJson.of(location.taxRates()),
        tenders,
        location.stockPolicy().name(),
        receiptUrl(),
        location.cashStep(),
        places.tips(location.id()),
        points.rules().stream()
            .filter(spend -> spend.currency().equals(location.currency()))
            .findFirst()
            .map(MoneyJson::of)
            .orElse(null));
  }

  /** Up to the token; null when the till's own address is as good as any. */
  private @Nullable String receiptUrl() {
    var home = settings.publicUrl();
    return home == null ? null : home.toString().replaceAll("/+$", "") + "/r/";
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
