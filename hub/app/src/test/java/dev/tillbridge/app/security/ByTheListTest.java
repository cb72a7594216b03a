package dev.tillbridge.app.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;

import dev.tillbridge.app.security.Access.Rule;
import dev.tillbridge.app.security.Access.Who;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

class ByTheListTest {

  private final ByTheList list = new ByTheList(List.of(
      new Rule(GET, "/open", Who.ANYBODY, Set.of()),
      new Rule(GET, "/things/{id}", Who.AUTHORISED, Set.of("things:read")),
      new Rule(GET, "/things/all", Who.ANYBODY, Set.of()),
      new Rule(POST, "/things/all", Who.AUTHORISED, Set.of("things:write")),
      new Rule(GET, "/mine", Who.SIGNED_IN, Set.of())));

  @ParameterizedTest
  @CsvSource({
    "GET, /open, '', true",
    "HEAD, /open, '', true",
    "POST, /open, things:write, false",
    "GET, /open/, '', false",
    "GET, /things/7, '', false",
    "GET, /things/7, things:read, true",
    // The first line that matches counts, also when a later one stands there letter by letter.
    "GET, /things/all, '', false",
    "GET, /things/all, things:read, true",
    "POST, /things/all, things:read, false",
    "POST, /things/all, things:write, true",
    "GET, /mine, things:read, true",
    "GET, /nowhere, things:write, false"
  })
  void the_first_line_that_matches_decides_and_what_none_matches_is_refused(
      String method, String path, String authority, boolean may) {
    var request = new MockHttpServletRequest(method, path);
    var caller =
        new TestingAuthenticationToken("Cora", null, authority.isEmpty() ? "none" : authority);
    var decided = list.authorize(() -> caller, new RequestAuthorizationContext(request));
    if (decided == null) {
      throw new AssertionError("no decision");
    }
    assertThat(decided.isGranted()).isEqualTo(may);
  }
}
