package dev.tillbridge.app.security;

import dev.tillbridge.model.place.LocationId;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;

/**
 * Who is calling: a person with a session, or a program with a token.
 *
 * @param userId null for a program
 * @param name as it goes into the audit log
 * @param role of a person, or null
 * @param authorities what he may, see {@link Access}
 * @param register the till he signed in at, or null
 * @param ownLocation the only place he may act at, or null when he may act everywhere
 */
public record Caller(
    @Nullable UUID userId,
    String name,
    @Nullable String role,
    Set<String> authorities,
    @Nullable String register,
    @Nullable LocationId ownLocation) {

  public Caller {
    authorities = Set.copyOf(authorities);
  }

  /** True when he may. */
  public boolean may(String authority) {
    return authorities.contains(authority);
  }

  /** True when the place is none of his business. */
  public boolean isStrangerAt(LocationId location) {
    return ownLocation != null && !ownLocation.equals(location);
  }

  /** Throws when he may not act there. */
  public void mustBeAt(LocationId location) {
    if (isStrangerAt(location)) {
      throw new AccessDeniedException("not at " + location);
    }
  }
}
