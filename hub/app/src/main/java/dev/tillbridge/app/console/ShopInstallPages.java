package dev.tillbridge.app.console;

import dev.tillbridge.app.config.Settings;
import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.hub.problem.NotPossible;
import dev.tillbridge.hub.shops.Installs;
import dev.tillbridge.hub.shops.Privacy;
import dev.tillbridge.hub.shops.ShopWatch;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.shop.ShopInstall;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The way of an owner to his shop, where he lets a public app in, and back. He must come back in the
 * browser in which he set out, with what the shop signed, once and within ten minutes.
 */
@Hidden
@RestController
class ShopInstallPages {

  private static final String COOKIE = "TILLBRIDGE_INSTALL";
  private static final String CALLBACK = "/shops/callback";
  private static final Duration VALID = Duration.ofMinutes(10);

  private final ShopWatch watch;
  private final Installs installs;
  private final Privacy privacy;
  private final InstallPage page;
  private final Settings settings;
  private final InstantSource clock;

  ShopInstallPages(
      ShopWatch watch,
      Installs installs,
      Privacy privacy,
      InstallPage page,
      Settings settings,
      InstantSource clock) {
    this.watch = watch;
    this.installs = installs;
    this.privacy = privacy;
    this.page = page;
    this.settings = settings;
    this.clock = clock;
  }

  /** Leads the owner to his shop. A link, because a form may not lead away from us. */
  @GetMapping("/console/shops/{shop}/install")
  ResponseEntity<Void> begin(
      @PathVariable String shop,
      HttpServletRequest request,
      @AuthenticationPrincipal Caller caller) {
    var install = install(shop);
    var home = settings.publicUrl();
    if (install == null) {
      throw new NotFound("public app of " + shop);
    }
    if (home == null) {
      throw new NotPossible(
          "TILLBRIDGE_PUBLIC_URL must be set: the shop leads the owner back there");
    }
    var state = installs.begin(shop, caller.name());
    var back = URI.create(home.toString().replaceAll("/+$", "") + CALLBACK);
    return ResponseEntity.status(303)
        .header(HttpHeaders.SET_COOKIE, cookie(request, state, VALID))
        .location(install.consent(back, state))
        .build();
  }

  /** Where the shop leads him back to. */
  @GetMapping(CALLBACK)
  ResponseEntity<String> comeBack(
      @RequestParam Map<String, String> query,
      @CookieValue(name = COOKIE, required = false) @Nullable String cookie,
      HttpServletRequest request) {
    var shop = query.getOrDefault("shop", "").toLowerCase(Locale.ROOT);
    var state = query.getOrDefault("state", "");
    var install = install(shop);
    if (install == null
        || cookie == null
        || !same(cookie, state)
        || !install.isGenuine(query, clock.instant())) {
      // One answer for every forgery: nobody learns here which shops are ours.
      return page.refused(401, "This did not come from a shop that you set out to from here.");
    }
    var who = installs.arrive(shop, state);
    if (who.isEmpty()) {
      return page.refused(409, "This has been used before, or took longer than ten minutes.");
    }
    var answer = install.accept(query.getOrDefault("code", ""));
    if (!(answer instanceof Outcome.Delivered<Set<String>>)) {
      return page.refused(502, "The shop gave no access: " + why(answer) + ".");
    }
    privacy.installedAgain(shop);
    watch.installed(shop, who.get());
    return ResponseEntity.ok()
        .header(HttpHeaders.SET_COOKIE, cookie(request, "", Duration.ZERO))
        .headers(page.done(shop).getHeaders())
        .body(page.done(shop).getBody());
  }

  private @Nullable ShopInstall install(String shop) {
    var access = watch.shops().get(shop);
    return access == null ? null : access.install().orElse(null);
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  private static String why(Outcome<Set<String>> outcome) {
    return switch (outcome) {
      case Outcome.Delivered<Set<String>> _ -> "";
      case Outcome.NotSent<Set<String>> no -> no.why();
      case Outcome.InDoubt<Set<String>> no -> no.why();
      case Outcome.Refused<Set<String>> no -> no.why();
    };
  }

  /** Lax, because he comes back from another site. */
  private static String cookie(HttpServletRequest request, String value, Duration age) {
    return ResponseCookie.from(COOKIE, value)
        .httpOnly(true)
        .secure(request.isSecure())
        .sameSite("Lax")
        .path(CALLBACK)
        .maxAge(age)
        .build()
        .toString();
  }
}
