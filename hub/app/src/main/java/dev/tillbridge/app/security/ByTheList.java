package dev.tillbridge.app.security;

import dev.tillbridge.app.security.Access.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.security.authorization.AuthenticatedAuthorizationManager;
import org.springframework.security.authorization.AuthorityAuthorizationManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Decides by the list in {@link Access}: the first line that matches counts, and what none matches is
 * refused. An address that stands in the list as it is asked for is found at once; a till asks for
 * the same few all day, and trying line after line was a good part of what a request costs.
 */
final class ByTheList implements AuthorizationManager<RequestAuthorizationContext> {

  private record Line(
      RequestMatcher matcher, AuthorizationManager<RequestAuthorizationContext> who) {}

  private static final AuthorizationDecision NO = new AuthorizationDecision(false);

  private final List<Line> lines = new ArrayList<>();
  private final Map<String, Line> literal = new HashMap<>();

  ByTheList(List<Rule> rules) {
    for (var rule : rules) {
      var line = new Line(rule.matcher(), who(rule));
      if (!rule.pattern().contains("{")
          && !rule.pattern().contains("*")
          && rules.subList(0, lines.size()).stream().noneMatch(earlier -> covers(earlier, rule))) {
        literal.put(rule.method() + " " + rule.pattern(), line);
      }
      lines.add(line);
    }
  }

  private static boolean covers(Rule earlier, Rule rule) {
    return earlier.method().equals(rule.method())
        && PathPatternParser.defaultInstance
            .parse(earlier.pattern())
            .matches(PathContainer.parsePath(rule.pattern()));
  }

  private static AuthorizationManager<RequestAuthorizationContext> who(Rule rule) {
    return switch (rule.who()) {
      case ANYBODY -> (_, _) -> new AuthorizationDecision(true);
      case SIGNED_IN -> AuthenticatedAuthorizationManager.authenticated();
      case AUTHORISED ->
        AuthorityAuthorizationManager.hasAnyAuthority(rule.oneOf().toArray(String[]::new));
    };
  }

  @Override
  public @Nullable AuthorizationResult authorize(
      Supplier<? extends @Nullable Authentication> caller, RequestAuthorizationContext context) {
    var request = context.getRequest();
    // As it came, undecoded: what equals a line letter by letter is matched by it.
    var found = literal.get(request.getMethod() + " " + request.getRequestURI());
    if (found == null) {
      found = lines.stream()
          .filter(line -> line.matcher().matches(request))
          .findFirst()
          .orElse(null);
    }
    return found == null ? NO : found.who().authorize(caller, context);
  }
}
