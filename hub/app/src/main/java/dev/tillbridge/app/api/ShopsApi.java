package dev.tillbridge.app.api;

import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.hub.shops.PersonalData;
import dev.tillbridge.hub.shops.Privacy;
import dev.tillbridge.hub.shops.PrivacyView;
import dev.tillbridge.hub.shops.ShopState;
import dev.tillbridge.hub.shops.ShopStates;
import dev.tillbridge.hub.shops.ShopWatch;
import dev.tillbridge.hub.shops.VersionWarning;
import dev.tillbridge.model.shop.ShopAccess;
import dev.tillbridge.model.shop.ShopAccess.Need;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** How the shops are connected, and what their customers asked for. */
@RestController
class ShopsApi {

  private final ShopWatch watch;
  private final ShopStates states;
  private final Privacy privacy;
  private final InstantSource clock;

  ShopsApi(ShopWatch watch, ShopStates states, Privacy privacy, InstantSource clock) {
    this.watch = watch;
    this.states = states;
    this.privacy = privacy;
    this.clock = clock;
  }

  /**
   * One shop's connection.
   *
   * @param state CONNECTED or UNINSTALLED
   * @param trouble why the last check did not succeed; null when it did
   * @param missing what the shop does not allow us, and what does not work without it
   * @param warning about the version of the shop's API; null when there is nothing to say
   */
  record ShopJson(
      String shop,
      String state,
      @Nullable Instant since,
      @Nullable Instant checkedAt,
      @Nullable String trouble,
      String credentials,
      @Nullable Instant tokenExpires,
      Set<String> scopes,
      List<Need> missing,
      List<ShopState.Subscribed> subscriptions,
      ShopAccess.ApiVersion apiVersion,
      @Nullable VersionWarning warning,
      @Nullable Instant lastWebhook,
      @Nullable Instant lastPoll) {}

  record ShopsJson(List<ShopJson> shops) {}

  record RequestsJson(List<PrivacyView> requests) {}

  /** All shops whose connection is watched. */
  @GetMapping("/api/v1/shops")
  ShopsJson shops() {
    return new ShopsJson(
        new TreeSet<>(watch.shops().keySet()).stream().map(this::shop).toList());
  }

  /** Compares one shop's scopes, subscriptions and version now; the answer is how it stands then. */
  @PostMapping("/api/v1/shops/{shop}/check")
  ShopJson check(@PathVariable String shop, @AuthenticationPrincipal Caller caller) {
    known(shop);
    watch.checkNow(shop, caller.name());
    return shop(shop);
  }

  /** What customers of the shop asked for; open requests first. */
  @GetMapping("/api/v1/shops/{shop}/privacy-requests")
  RequestsJson requests(@PathVariable String shop) {
    return new RequestsJson(privacy.requests(known(shop)));
  }

  /** What is kept about the customer who asked, for the merchant to hand over. */
  @GetMapping("/api/v1/shops/{shop}/privacy-requests/{id}/data")
  PersonalData data(@PathVariable String shop, @PathVariable UUID id) {
    return privacy.data(known(shop), id);
  }

  /** The merchant has handed it over; it is forgotten who asked. */
  @PostMapping("/api/v1/shops/{shop}/privacy-requests/{id}/answered")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void answered(
      @PathVariable String shop, @PathVariable UUID id, @AuthenticationPrincipal Caller caller) {
    privacy.answered(known(shop), id, caller.name());
  }

  private String known(String shop) {
    if (!watch.shops().containsKey(shop)) {
      throw new NotFound("shop " + shop);
    }
    return shop;
  }

  private ShopJson shop(String name) {
    var access = java.util.Objects.requireNonNull(watch.shops().get(name));
    var state = states.of(name);
    var credentials = access.credentials();
    var missing = state.checkedAt() == null || !state.installed()
        ? List.<Need>of()
        : access.needs().stream()
            .filter(need -> !state.scopes().contains(need.scope()))
            .toList();
    return new ShopJson(
        name,
        state.installed() ? "CONNECTED" : "UNINSTALLED",
        state.since(),
        state.checkedAt(),
        state.trouble(),
        credentials.kind().name(),
        credentials.expires(),
        new TreeSet<>(state.scopes()),
        missing,
        state.subscriptions(),
        access.version(),
        VersionWarning.of(access.version(), clock.instant()).orElse(null),
        state.lastWebhook(),
        state.lastPoll());
  }
}
