package dev.tillbridge.app.security;

import dev.tillbridge.hub.people.Role;
import dev.tillbridge.hub.people.User;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.model.place.LocationId;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.http.ResponseCookie;
import org.springframework.web.util.WebUtils;

/** At which till a person works: the one he named when he signed in, else the first. */
public final class Tills {

  /** Remembers the till on the device. It is no secret and no permission. */
  public static final String COOKIE = "TILLBRIDGE_REGISTER";

  private static final String FIRST = "R1";

  private final Places places;

  public Tills(Places places) {
    this.places = places;
  }

  /** The device's till; one that does not exist counts as the first. */
  public String of(HttpServletRequest request) {
    var cookie = WebUtils.getCookie(request, COOKIE);
    return cookie == null || !exists(cookie.getValue()) ? FIRST : cookie.getValue();
  }

  /** Where the till stands; before any till is set up, the first location. */
  public Optional<LocationId> location(String register) {
    return places
        .registerLocation(register)
        .or(() -> places.all().stream().findFirst().map(l -> l.id()));
  }

  /** True when there is such a till. */
  public boolean exists(String register) {
    return register.length() <= 40 && places.registerLocation(register).isPresent();
  }

  /** As {@code Set-Cookie} wants it. */
  public static String set(HttpServletRequest request, String register) {
    return ResponseCookie.from(COOKIE, register)
        .httpOnly(true)
        .secure(request.isSecure())
        .sameSite("Strict")
        .path("/")
        .maxAge(java.time.Duration.ofDays(400))
        .build()
        .toString();
  }

  Caller person(User user, HttpServletRequest request) {
    var register = of(request);
    var only = user.role() == Role.CASHIER ? location(register).orElse(null) : null;
    return new Caller(
        user.id(),
        user.name(),
        user.role().name(),
        Authorities.ofRole(user.role().name()),
        register,
        only);
  }
}
