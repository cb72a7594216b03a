package dev.tillbridge.app.api;

import dev.tillbridge.app.security.Caller;
import dev.tillbridge.app.web.Problem;
import dev.tillbridge.hub.people.People;
import dev.tillbridge.hub.people.PinCheck;
import dev.tillbridge.hub.people.Role;
import dev.tillbridge.hub.people.User;
import dev.tillbridge.hub.pricing.Approval;
import dev.tillbridge.hub.pricing.Discounts;
import dev.tillbridge.hub.pricing.PriceBook;
import dev.tillbridge.hub.problem.NotFound;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Price lists, promotions, coupons, and how much may be taken off at the counter. */
@RestController
@RequestMapping("/api/v1/pricing")
class PricingApi {

  private static final int LOG_MOST = 500;
  private static final int MILLION = 1_000_000;

  private final PriceBook book;
  private final Discounts discounts;
  private final People people;
  private final InstantSource clock;

  PricingApi(PriceBook book, Discounts discounts, People people, InstantSource clock) {
    this.book = book;
    this.discounts = discounts;
    this.people = people;
    this.clock = clock;
  }

  /**
   * Somebody who may is asked.
   *
   * @param id made by the till; the same again changes nothing
   * @param ppm up to which share, in millionths; 0 with EXEMPT
   * @param name of whoever says yes
   */
  record Wish(
      @Nullable UUID id,
      @Nullable UUID saleId,
      Approval.@Nullable Kind kind,
      @Nullable Integer ppm,
      @Nullable String reason,
      @Nullable String name,
      @Nullable String pin) {
    /** Without the PIN, because records end up in logs. */
    @Override
    public String toString() {
      return "Wish[" + id + ", " + name + "]";
    }
  }

  record ApprovalJson(UUID id, String approvedBy, Instant at) {}

  record LimitBody(@Nullable Integer ppm) {}

  record ChangedJson(long version) {}

  record CouponJson(
      String promotion, String title, @Nullable Integer useLimit, int uses) {}

  record GivenJson(
      UUID saleId,
      String kind,
      @Nullable String sku,
      String said,
      MoneyJson amount,
      String givenBy,
      @Nullable String reportedBy,
      @Nullable String reason,
      @Nullable String approvedBy,
      @Nullable Instant approvedAt,
      Instant givenAt) {
    static GivenJson of(Discounts.Given given) {
      return new GivenJson(
          given.saleId(),
          given.kind(),
          given.sku(),
          given.said(),
          MoneyJson.of(given.amount()),
          given.givenBy(),
          given.reportedBy(),
          given.reason(),
          given.approvedBy(),
          given.approvedAt(),
          given.givenAt());
    }
  }

  record LogJson(List<GivenJson> discounts) {}

  /** Everything a till needs to price carts on its own; 304 when it has this version. */
  @GetMapping
  ResponseEntity<String> rules() {
    var edition = book.current();
    return ResponseEntity.ok()
        .eTag("\"v" + edition.rules().version() + "\"")
        .contentType(MediaType.APPLICATION_JSON)
        .body(edition.json());
  }

  @PutMapping("/lists/{id}")
  ChangedJson saveList(
      @PathVariable String id, @RequestBody JsonNode body, @AuthenticationPrincipal Caller caller) {
    return changed(book.saveList(id, body, caller.name()));
  }

  @DeleteMapping("/lists/{id}")
  ChangedJson endList(@PathVariable String id, @AuthenticationPrincipal Caller caller) {
    return changed(book.endList(id, caller.name()));
  }

  @PutMapping("/promotions/{id}")
  ChangedJson savePromotion(
      @PathVariable String id, @RequestBody JsonNode body, @AuthenticationPrincipal Caller caller) {
    return changed(book.savePromotion(id, body, caller.name()));
  }

  @DeleteMapping("/promotions/{id}")
  ChangedJson endPromotion(@PathVariable String id, @AuthenticationPrincipal Caller caller) {
    return changed(book.endPromotion(id, caller.name()));
  }

  /** The id is the name of the role, such as CASHIER. */
  @PutMapping("/limits/{id}")
  ChangedJson setLimit(
      @PathVariable String id,
      @RequestBody LimitBody body,
      @AuthenticationPrincipal Caller caller) {
    return changed(book.setLimit(id, Input.between("ppm", body.ppm(), 0, MILLION), caller.name()));
  }

  /** How often the coupon was used; 404 when no promotion has this code. */
  @GetMapping("/coupons")
  CouponJson coupon(@RequestParam String code) {
    var wanted = code.strip().toUpperCase(Locale.ROOT);
    return book.current().rules().promotions().stream()
        .filter(promotion -> wanted.equals(promotion.coupon()))
        .findFirst()
        .map(p -> new CouponJson(p.id(), p.title(), p.useLimit(), discounts.uses(p.id())))
        .orElseThrow(() -> new NotFound("coupon " + Input.text("code", code, 100)));
  }

  /** What was taken off by hand, the newest first. */
  @GetMapping("/discounts")
  LogJson log(@RequestParam(defaultValue = "100") Integer limit) {
    return new LogJson(discounts.newest(Input.between("limit", limit, 1, LOG_MOST)).stream()
        .map(GivenJson::of)
        .toList());
  }

  /** A manager at the till, with his PIN, says yes to what the cashier may not do alone. */
  @PostMapping("/approvals")
  ResponseEntity<Object> approve(
      @RequestBody Wish wish, @AuthenticationPrincipal Caller caller, HttpServletRequest http) {
    var kind = Input.need("kind", wish.kind());
    int ppm = Input.between("ppm", wish.ppm(), 0, MILLION);
    var id = Input.need("id", wish.id());
    var sale = Input.need("saleId", wish.saleId());
    var reason = Input.text("reason", wish.reason(), 200);
    var name = Input.text("name", wish.name(), 100);
    var pin = Input.need("pin", wish.pin());
    return switch (people.checkPin(name, pin, http.getRemoteAddr())) {
      case PinCheck.Right(var user)
      when mayApprove(user, ppm) -> {
        var at = clock.instant();
        discounts.approve(
            new Approval(id, sale, kind, ppm, reason, caller.name(), user.name(), at));
        yield ResponseEntity.ok(new ApprovalJson(id, user.name(), at));
      }
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

  private boolean mayApprove(User user, int ppm) {
    return (user.role() == Role.OWNER || user.role() == Role.MANAGER)
        && ppm <= book.current().limit(user.role().name());
  }

  private static ResponseEntity<Object> refused() {
    return ResponseEntity.status(403)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(Problem.of(
            403,
            "approval-refused",
            "name or PIN is wrong, or not that of somebody who may approve it"));
  }

  private static ChangedJson changed(PriceBook.Edition edition) {
    return new ChangedJson(edition.rules().version());
  }
}
