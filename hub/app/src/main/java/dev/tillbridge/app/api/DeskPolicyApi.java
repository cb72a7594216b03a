package dev.tillbridge.app.api;

import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.desk.DeskPolicies;
import dev.tillbridge.hub.desk.DeskPolicy;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.model.place.LocationId;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the desk may do at a location without asking. */
@RestController
@RequestMapping("/api/v1/locations/{id}/desk")
class DeskPolicyApi {

  private final DeskPolicies policies;
  private final Places places;

  DeskPolicyApi(DeskPolicies policies, Places places) {
    this.policies = policies;
    this.places = places;
  }

  /**
   * The policy. What is not given stays as it is.
   *
   * @param endWebCarts an unpaid web cart gives way when its units are missing
   * @param endTillCarts so does a cart at the till
   * @param pickupDays how long a pick-up waits
   */
  record PolicyJson(
      @Nullable Boolean endWebCarts,
      @Nullable Boolean endTillCarts,
      @Nullable Integer pickupDays) {
    static PolicyJson of(DeskPolicy policy) {
      return new PolicyJson(policy.endWebCarts(), policy.endTillCarts(), policy.pickupDays());
    }
  }

  @GetMapping
  PolicyJson read(@PathVariable String id) {
    return PolicyJson.of(policies.at(known(id)));
  }

  @PostMapping
  PolicyJson set(
      @PathVariable String id,
      @RequestBody PolicyJson body,
      @AuthenticationPrincipal Caller caller) {
    var before = policies.at(known(id));
    var web = body.endWebCarts();
    var till = body.endTillCarts();
    var days = body.pickupDays();
    var policy = new DeskPolicy(
        before.location(),
        web == null ? before.endWebCarts() : web,
        till == null ? before.endTillCarts() : till,
        days == null ? before.pickupDays() : days);
    policies.set(policy, caller.name());
    return PolicyJson.of(policy);
  }

  private LocationId known(String code) {
    var id = Input.location("location", code);
    if (places.find(id).isEmpty()) {
      throw new NotFound("location " + id);
    }
    return id;
  }
}
