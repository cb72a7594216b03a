package dev.tillbridge.app.security;

import dev.tillbridge.hub.people.People;
import dev.tillbridge.hub.places.Places;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Optional;

/** Recognises the caller by his token or by his session. */
final class WhoIsCalling {

  private static final String BEARER = "bearer ";

  private final People people;
  private final Tills tills;

  WhoIsCalling(People people, Places places) {
    this.people = people;
    this.tills = new Tills(places);
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
