package dev.tillbridge.app.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tillbridge.hub.people.People;
import dev.tillbridge.hub.places.Places;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Recognises the caller by his token or by his session. */
final class WhoIsCalling {

  private static final String BEARER = "bearer ";

  /** So long a revoked token may still be let in: a program asks more often than that. */
  static final Duration REMEMBERED = Duration.ofSeconds(2);

  private static final int REMEMBERED_MOST = 10_000;

  private final People people;
  private final Tills tills;
  private final Cache<String, Optional<Caller>> programs;

  WhoIsCalling(People people, Places places, InstantSource clock) {
    this.people = people;
    this.tills = new Tills(places);
    this.programs = Caffeine.newBuilder()
        .expireAfterWrite(REMEMBERED)
        .maximumSize(REMEMBERED_MOST)
        .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
        .build();
  }

  /** Empty when he brought nothing, or nothing that is valid. */
  Optional<Caller> of(HttpServletRequest request) {
    var authorization = request.getHeader("Authorization");
    if (authorization != null) {
      // A wrong token must not fall back to whoever left a cookie in this browser.
      return authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)
          ? program(authorization.substring(BEARER.length()).strip())
          : Optional.empty();
    }
    return SessionCookie.of(request)
        .flatMap(people::session)
        .map(user -> tills.person(user, request));
  }

  private Optional<Caller> program(String token) {
    // Many requests at once look it up once; what is not valid is not remembered.
    var found = programs.get(token, this::lookUp);
    if (found.isEmpty()) {
      programs.invalidate(token);
    }
    return found;
  }

  private Optional<Caller> lookUp(String token) {
    return people
        .token(token)
        .map(client -> new Caller(
            null,
            "token " + client.name(),
            null,
            Authorities.ofScopes(client.scopes()),
            null,
            null));
  }
}
