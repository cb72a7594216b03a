package dev.tillbridge.app.api;

import dev.tillbridge.app.config.Connections;
import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.stock.Availability;
import dev.tillbridge.hub.stock.ChannelPolicies;
import dev.tillbridge.hub.stock.PooledBreaches;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What channels may be shown and promised, and what it costs to pool. */
@RestController
class PoliciesApi {

  private static final int BREACHES_MOST = 500;

  private final ChannelPolicies policies;
  private final Availability availability;
  private final PooledBreaches breaches;
  private final Connections connections;

  PoliciesApi(
      ChannelPolicies policies,
      Availability availability,
      PooledBreaches breaches,
      Connections connections) {
    this.policies = policies;
    this.availability = availability;
    this.breaches = breaches;
    this.connections = connections;
  }

  /** One location's part of a promise; online is what a shop may show from there. */
  record PlaceJson(String location, int there, int offered, int online, boolean excluded) {}

  /** What a channel may be promised; the threshold is what of it is taken off. */
  record PromiseJson(
      String sku, String channel, int online, int threshold, List<PlaceJson> locations) {
    static PromiseJson of(Availability.Promise promise) {
      return new PromiseJson(
          promise.sku().code(),
          promise.channel(),
          promise.online(),
          promise.threshold(),
          promise.places().stream()
              .map(p -> new PlaceJson(
                  p.location().code(), p.there(), p.offered(), p.online(), p.excluded()))
              .toList());
    }
  }

  /**
   * How a shop fares that is pooled.
   *
   * @param lagMillis for how long the oldest change of a number waits to reach it: so long it may
   *     sell what is not there
   */
  record TollJson(String channel, long lagMillis, long breaches) {}

  record BreachJson(
      UUID saleId,
      String channel,
      String location,
      String sku,
      int wanted,
      int available,
      Instant at) {}

  record BreachesJson(List<TollJson> channels, List<BreachJson> newest) {}

  @GetMapping("/api/v1/policies")
  PolicyJson read() {
    return PolicyJson.of(policies.read());
  }

  /** Replaces all of them; the shops follow within seconds. */
  @PutMapping("/api/v1/policies")
  PolicyJson replace(@RequestBody PolicyJson wanted, @AuthenticationPrincipal Caller caller) {
    return PolicyJson.of(policies.replace(wanted.read(), caller.name()));
  }

  @GetMapping("/api/v1/availability")
  PromiseJson availability(@RequestParam String sku, @RequestParam String channel) {
    return PromiseJson.of(
        availability.of(Input.sku("sku", sku), Input.text("channel", channel, 200)));
  }

  /** Orders of pooled shops that found less than they wanted, newest first. */
  @GetMapping("/api/v1/policies/breaches")
  BreachesJson breaches(@RequestParam(defaultValue = "50") Integer limit) {
    return new BreachesJson(
        breaches.tolls(connections.shops().keySet()).stream()
            .map(t -> new TollJson(t.shop(), t.lag().toMillis(), t.breaches()))
            .toList(),
        breaches.newest(Input.between("limit", limit, 1, BREACHES_MOST)).stream()
            .map(b -> new BreachJson(
                b.saleId(),
                b.shop(),
                b.location().code(),
                b.sku().code(),
                b.wanted(),
                b.available(),
                b.at()))
            .toList());
  }
}
