package dev.tillbridge.app.console;

import dev.tillbridge.app.security.Authorities;
import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.hub.shops.PersonalData;
import dev.tillbridge.hub.shops.Privacy;
import dev.tillbridge.hub.shops.ShopWatch;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The page Shops: how each shop is connected, and what its customers asked for. */
@Hidden
@RestController
@RequestMapping("/console/shops")
class ShopPages {

  private static final String ADDRESS = "/console/shops";

  private final ShopsReader reader;
  private final ShopWatch watch;
  private final Privacy privacy;
  private final Templates templates;
  private final Places places;

  ShopPages(
      ShopsReader reader, ShopWatch watch, Privacy privacy, Templates templates, Places places) {
    this.reader = reader;
    this.watch = watch;
    this.privacy = privacy;
    this.templates = templates;
    this.places = places;
  }

  @GetMapping
  ResponseEntity<String> page(
      @RequestParam(required = false) @Nullable String done,
      @AuthenticationPrincipal Caller caller) {
    return templates.page(
        200,
        "console/shops.jte",
        Map.of(
            "frame", Frame.at(ADDRESS, places.merchant().name(), caller),
            "shops", reader.read(),
            "mayAct", caller.may(Authorities.STOCK_APPROVE),
            "done", said(done)));
  }

  /** Compares scopes, subscriptions and version now, and mends what can be mended. */
  @PostMapping("/{shop}/check")
  ResponseEntity<Void> check(@PathVariable String shop, @AuthenticationPrincipal Caller caller) {
    var trouble = watch.checkNow(known(shop), caller.name());
    return back(trouble == null ? "checked" : "trouble");
  }

  /** What is kept about the customer who asked, as a file. */
  @GetMapping(path = "/{shop}/privacy/{id}/data", produces = MediaType.APPLICATION_JSON_VALUE)
  PersonalData data(@PathVariable String shop, @PathVariable UUID id) {
    return privacy.data(known(shop), id);
  }

  @PostMapping("/{shop}/privacy/{id}/answered")
  ResponseEntity<Void> answered(
      @PathVariable String shop, @PathVariable UUID id, @AuthenticationPrincipal Caller caller) {
    privacy.answered(known(shop), id, caller.name());
    return back("answered");
  }

  private String known(String shop) {
    if (!watch.shops().containsKey(shop)) {
      throw new NotFound("shop " + shop);
    }
    return shop;
  }

  private static ResponseEntity<Void> back(String done) {
    return ResponseEntity.status(303)
        .location(URI.create(ADDRESS + "?done=" + done))
        .build();
  }

  private static String said(@Nullable String done) {
    return switch (done == null ? "" : done) {
      case "checked" -> "Checked: the shop lets us in and tells us its news.";
      case "trouble" -> "Checked: something is not in place. It is said below.";
      case "answered" -> "Noted: the data was handed over.";
      default -> "";
    };
  }
}
