package dev.tillbridge.hub.people;

import java.util.Set;

/**
 * A program that calls us with a token.
 *
 * @param scopes what it may do; {@code *} is everything
 */
public record ApiClient(String name, Set<String> scopes) {

  public ApiClient {
    scopes = Set.copyOf(scopes);
  }
}
