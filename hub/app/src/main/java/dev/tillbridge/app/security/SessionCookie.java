package dev.tillbridge.app.security;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.ResponseCookie;
import org.springframework.web.util.WebUtils;

/**
 * The cookie that keeps a person signed in: unreadable by scripts, never sent by other sites. Till
 * and console have one each, so that a cashier's till stays the cashier's while somebody looks into
 * the console in the same browser.
 */
public final class SessionCookie {

  /** Of the till, and of whoever calls the API from a page. */
  public static final String NAME = "TILLBRIDGE_SESSION";

  /** Of the console. */
  public static final String CONSOLE = "TILLBRIDGE_CONSOLE";

  private SessionCookie() {}

  /** Its value as {@code Set-Cookie} wants it; secure where the request came by TLS. */
  public static String set(HttpServletRequest request, String token, Duration age) {
    return cookie(request, token, age);
  }

  /** Forgets it. */
  public static String clear(HttpServletRequest request) {
    return cookie(request, "", Duration.ZERO);
  }

  /** What the request brought. */
  public static Optional<String> of(HttpServletRequest request) {
    var cookie = WebUtils.getCookie(request, name(request));
    return cookie == null || cookie.getValue().isEmpty()
        ? Optional.empty()
        : Optional.of(cookie.getValue());
  }

  private static String name(HttpServletRequest request) {
    return request.getRequestURI().startsWith("/console") ? CONSOLE : NAME;
  }

  private static String cookie(HttpServletRequest request, String value, Duration age) {
    return ResponseCookie.from(name(request), value)
        .httpOnly(true)
        .secure(request.isSecure())
        .sameSite("Strict")
        .path("/")
        .maxAge(age)
        .build()
        .toString();
  }
}
