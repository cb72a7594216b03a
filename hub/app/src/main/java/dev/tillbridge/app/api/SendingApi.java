package dev.tillbridge.app.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tillbridge.app.config.Connections;
import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.fulfilment.SendingPlace;
import dev.tillbridge.hub.fulfilment.SendingPolicies;
import dev.tillbridge.hub.fulfilment.SendingPolicy;
import dev.tillbridge.hub.fulfilment.SendingRule;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.model.place.LocationId;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** From where orders are sent, by the merchant's rules; and whether a shop records counter sales. */
@RestController
class SendingApi {

  private final SendingPolicies policies;
  private final Places places;
  private final Connections connections;

  SendingApi(SendingPolicies policies, Places places, Connections connections) {
    this.policies = policies;
    this.places = places;
    this.connections = connections;
  }

  /**
   * How a shop's orders are sent.
   *
   * @param rules HAS_ALL, FEWEST_PARCELS, NEAREST, RANKING: the first decides first; none means from
   *     where the shop wants them sent
   * @param splitting whether one order may leave from several locations
   * @param mirror whether the shop records what is sold over the counter, from now on
   */
  record PolicyJson(
      @Nullable List<@Nullable String> rules,
      @Nullable Boolean splitting,
      @Nullable Boolean mirror) {
    static PolicyJson of(SendingPolicy policy) {
      var names = new ArrayList<@Nullable String>();
      policy.rules().forEach(rule -> names.add(rule.name()));
      return new PolicyJson(names, policy.splitting(), policy.mirror());
    }
  }

  /**
   * A location as one that sends.
   *
   * @param sends whether orders are routed to it
   * @param rank 1 is the merchant's first choice
   * @param latitude in degrees, like 40.741895
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record PlaceJson(
      @Nullable Boolean sends,
      @Nullable Integer rank,
      @Nullable BigDecimal latitude,
      @Nullable BigDecimal longitude) {
    static PlaceJson of(SendingPlace place) {
      return new PlaceJson(
          place.sends(),
          place.rank(),
          degrees(place.latitudeMicro()),
          degrees(place.longitudeMicro()));
    }

    private static @Nullable BigDecimal degrees(@Nullable Integer micro) {
      return micro == null ? null : BigDecimal.valueOf(micro, 6);
    }
  }

  @GetMapping("/api/v1/shops/{shop}/sending")
  PolicyJson policy(@PathVariable String shop) {
    return PolicyJson.of(policies.of(known(shop)));
  }

  /** Holds for orders that are paid from now on. */
  @PutMapping("/api/v1/shops/{shop}/sending")
  PolicyJson change(
      @PathVariable String shop,
      @RequestBody PolicyJson body,
      @AuthenticationPrincipal Caller caller) {
    var channel = connections.shops().get(known(shop));
    var rules = new ArrayList<SendingRule>();
    for (var name : Input.need("rules", body.rules())) {
      try {
        rules.add(SendingRule.valueOf(String.valueOf(name)));
      } catch (IllegalArgumentException e) {
        throw BadInput.of(
            "rules[" + rules.size() + "]", "must be HAS_ALL, FEWEST_PARCELS, NEAREST or RANKING");
      }
    }
    var policy = new SendingPolicy(
        shop,
        rules,
        Input.need("splitting", body.splitting()),
        Input.need("mirror", body.mirror()));
    if (channel != null && channel.fulfilment() == null && !rules.isEmpty()) {
      throw BadInput.of(
          "rules",
          "must be empty: %s cannot be told from where its orders leave"
              .formatted(channel.system()));
    }
    if (channel != null && channel.mirror() == null && policy.mirror()) {
      throw BadInput.of(
          "mirror",
          "must be false: %s keeps no record of counter sales".formatted(channel.system()));
    }
    policies.save(policy, caller.name());
    return PolicyJson.of(policies.of(shop));
  }

  @GetMapping("/api/v1/locations/{id}/sending")
  PlaceJson place(@PathVariable String id) {
    return PlaceJson.of(policies.at(location(id)));
  }

  /** Holds for orders that are paid from now on. */
  @PutMapping("/api/v1/locations/{id}/sending")
  PlaceJson change(@PathVariable String id, @RequestBody PlaceJson body) {
    var location = location(id);
    policies.save(new SendingPlace(
        location,
        Input.need("sends", body.sends()),
        body.rank(),
        micro("latitude", body.latitude()),
        micro("longitude", body.longitude())));
    return PlaceJson.of(policies.at(location));
  }

  private static @Nullable Integer micro(String field, @Nullable BigDecimal degrees) {
    if (degrees == null) {
      return null;
    }
    if (Math.abs(degrees.scale()) > 30 || degrees.abs().compareTo(BigDecimal.valueOf(180)) > 0) {
      throw BadInput.of(field, "must be degrees like 40.741895");
    }
    return degrees.movePointRight(6).setScale(0, RoundingMode.HALF_UP).intValueExact();
  }

  private String known(String shop) {
    if (!connections.shops().containsKey(shop)) {
      throw new NotFound("shop " + shop);
    }
    return shop;
  }

  private LocationId location(String code) {
    try {
      return places.get(new LocationId(code)).id();
    } catch (IllegalArgumentException e) {
      throw new NotFound("location " + code);
    }
  }
}
