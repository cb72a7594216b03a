package dev.tillbridge.app.security;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps other sites from acting through a person's browser. Browsers say on every unsafe request
 * where it comes from (Sec-Fetch-Site, Origin) and no page can forge that; what carries a token or
 * a signature instead of a cookie needs no such proof.
 */
final class SameOrigin {

  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
  private static final Set<String> OURS = Set.of("same-origin", "none");

  private SameOrigin() {}

  static boolean holds(HttpServletRequest request) {
    if (SAFE.contains(request.getMethod())
        || request.getHeader("Authorization") != null
        || request.getRequestURI().startsWith("/webhooks/")) {
      return true;
    }
    var site = request.getHeader("Sec-Fetch-Site");
    var origin = request.getHeader("Origin");
    if (site != null) {
      return OURS.contains(site);
    }
    if (origin != null) {
      return isOurs(origin, request.getHeader("Host"));
    }
    // No browser: every browser sends one of the two. Nothing to abuse without a cookie.
    return SessionCookie.of(request).isEmpty();
  }

  private static boolean isOurs(String origin, @Nullable String host) {
    try {
      var authority = URI.create(origin).getRawAuthority();
      return authority != null && authority.equalsIgnoreCase(host);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
