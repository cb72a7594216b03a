package dev.tillbridge.app.api;

import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.device.Devices;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.hub.shift.DrawerPolicy;
import dev.tillbridge.hub.shift.ShiftView;
import dev.tillbridge.hub.shift.Shifts;
import dev.tillbridge.model.place.LocationId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shifts: what tills say of their drawers, X and Z reports, and how drawers are counted. */
@RestController
class ShiftsApi {

  private static final String CASHIER = "CASHIER";

  private final Shifts shifts;
  private final Places places;
  private final Devices devices;

  ShiftsApi(Shifts shifts, Places places, Devices devices) {
    this.shifts = shifts;
    this.devices = devices;
    this.places = places;
  }

  record ShiftsJson(List<ShiftJson> shifts) {}

  /** The id of what was taken, and the shift as it stands with it. */
  record TakenJson(UUID id, ShiftJson shift) {}

  /**
   * How drawers are counted at a location. What is not given stays as it is.
   *
   * @param limit a drawer that is off by more needs a reason and opens a case
   * @param blind whoever counts is not told what should be there
   */
  record DrawerPolicyJson(
      @Nullable MoneyJson limit, @Nullable Boolean blind) {
    static DrawerPolicyJson of(DrawerPolicy policy) {
      return new DrawerPolicyJson(MoneyJson.of(policy.limit()), policy.blind());
    }
  }

  /**
   * What a till must know to close without the hub, and to go on when it has lost its storage.
   *
   * @param lastNumber of its reports
   * @param lastReceipt number of its last receipt; null unless it was asked for
   * @param open the shift that the hub knows as open; null when there is none, or it was not asked for
   */
  record RegisterDrawerJson(
      MoneyJson limit,
      boolean blind,
      int lastNumber,
      @Nullable Long lastReceipt,
      @Nullable ShiftJson open) {}

  /** 201 when it is new, 200 when it came before; late and in any order. */
  @PostMapping("/api/v1/shifts/events")
  ResponseEntity<TakenJson> take(
      @RequestBody ShiftEventBody body, @AuthenticationPrincipal Caller caller) {
    var event = body.read();
    caller.mustBeAt(event.location());
    boolean known = shifts.record(event, caller.name());
    var view = shifts.find(event.shift()).orElseThrow();
    return ResponseEntity.status(known ? 200 : 201)
        .body(new TakenJson(event.id(), json(view, caller)));
  }

  /** The newest first; a cashier sees those of his own location. */
  @GetMapping("/api/v1/shifts")
  ShiftsJson newest(
      @RequestParam(required = false) @Nullable String location,
      @RequestParam(defaultValue = "false") boolean open,
      @RequestParam(defaultValue = "50") Integer limit,
      @AuthenticationPrincipal Caller caller) {
    int most = Input.between("limit", limit, 1, Shifts.NEWEST_MOST);
    var place = Input.placeOf(caller, location);
    return new ShiftsJson(shifts.newest(place, open, most).stream()
        .map(view -> json(view, caller))
        .toList());
  }

  /** An X while it is open, its Z afterwards. */
  @GetMapping("/api/v1/shifts/{id}")
  ShiftJson one(@PathVariable UUID id, @AuthenticationPrincipal Caller caller) {
    return shifts
        .find(id)
        .filter(view -> !caller.isStrangerAt(view.report().location()))
        .map(view -> json(view, caller))
        .orElseThrow(() -> new NotFound("shift " + id));
  }

  @GetMapping("/api/v1/registers/{register}/drawer")
  RegisterDrawerJson drawer(
      @PathVariable String register,
      @RequestParam(defaultValue = "false") boolean all,
      @AuthenticationPrincipal Caller caller) {
    var location = places
        .registerLocation(Input.text("register", register, 40))
        .filter(place -> !caller.isStrangerAt(place))
        .orElseThrow(() -> new NotFound("register " + register));
    var policy = shifts.policies().at(location);
    return new RegisterDrawerJson(
        MoneyJson.of(policy.limit()),
        policy.blind(),
        shifts.lastNumber(register),
        all ? devices.lastReceipt(register) : null,
        all ? open(register, location) : null);
  }

  /** As the till itself would know it: it hides what whoever counts must not see. */
  private @Nullable ShiftJson open(String register, LocationId location) {
    return shifts.newest(location, true, Shifts.NEWEST_MOST).stream()
        .filter(view -> view.report().register().equals(register))
        .findFirst()
        .map(view -> ShiftJson.of(view, false))
        .orElse(null);
  }

  @GetMapping("/api/v1/locations/{id}/drawers")
  DrawerPolicyJson policy(@PathVariable String id, @AuthenticationPrincipal Caller caller) {
    var location = known(id);
    caller.mustBeAt(location);
    return DrawerPolicyJson.of(shifts.policies().at(location));
  }

  @PutMapping("/api/v1/locations/{id}/drawers")
  DrawerPolicyJson set(
      @PathVariable String id,
      @RequestBody DrawerPolicyJson body,
      @AuthenticationPrincipal Caller caller) {
    var location = known(id);
    caller.mustBeAt(location);
    var before = shifts.policies().at(location);
    var limit = MoneyJson.readOrNull("limit", body.limit());
    var blind = body.blind();
    var policy = new DrawerPolicy(
        limit == null ? before.limit() : limit, blind == null ? before.blind() : blind);
    shifts.policies().set(location, policy, caller.name());
    return DrawerPolicyJson.of(policy);
  }

  private LocationId known(String code) {
    var id = Input.location("location", code);
    if (places.find(id).isEmpty()) {
      throw new NotFound("location " + id);
    }
    return id;
  }

  /** A cashier who will count is not told what should be there. */
  private ShiftJson json(ShiftView view, Caller caller) {
    boolean blind = CASHIER.equals(caller.role())
        && shifts.policies().at(view.report().location()).blind();
    return ShiftJson.of(view, blind);
  }
}
