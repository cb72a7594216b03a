package dev.tillbridge.app.security;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.ResponseCookie;
import org.springframework.web.util.WebUtils;

/** The cookie that keeps a person signed in: unreadable by scripts, never sent by other sites. */
public final class SessionCookie {

  /** Its name. */
  public static final String NAME = "TILLBRIDGE_SESSION";

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
    var cookie = WebUtils.getCookie(request, NAME);
    return cookie == null || cookie.getValue().isEmpty()
        ? Optional.empty()
        : Optional.of(cookie.getValue());
  }

  private static String cookie(HttpServletRequest request, String value, Duration age) {
    return ResponseCookie.from(NAME, value)
        .httpOnly(true)
        .secure(request.isSecure())
        .sameSite("Strict")
        .path("/")
        .maxAge(age)
        .build()
        .toString();
  }
}
