package dev.tillbridge.app.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.security.Access.Rule;
import dev.tillbridge.app.security.Access.Who;
import dev.tillbridge.app.testing.Hub;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The list of addresses is complete, and each does what it says for everybody. */
class AccessTest {

  private static final Hub HUB = Hub.shared();

  @Test
  void every_address_that_answers_is_on_the_list_and_the_other_way_round() {
    var served = new HashSet<String>();
    for (var mapping :
        HUB.context().getBeansOfType(RequestMappingHandlerMapping.class).values()) {
      mapping.getHandlerMethods().forEach((info, _) -> {
        for (var method : info.getMethodsCondition().getMethods()) {
          for (var path : info.getPatternValues()) {
            served.add(method + " " + path);
          }
        }
        if (info.getMethodsCondition().getMethods().isEmpty()) {
          // Only for the container's own use; asked from outside it is refused.
          assertThat(info.getPatternValues()).isSubsetOf("/error");
        }
      });
    }
    var listed = new HashSet<String>();
    Access.RULES.forEach(rule -> listed.add(rule.method() + " " + rule.pattern()));
    var files = Set.of(
        "GET /", "GET /register", "GET /register/**", "GET /console/assets/**", "GET /favicon.ico");
    assertThat(listed).containsAll(served);
    listed.removeAll(files);
    assertThat(served).containsAll(listed);
  }

  static Stream<Rule> guarded() {
    return Access.RULES.stream().filter(rule -> rule.who() != Who.ANYBODY);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("guarded")
  void signed_out_nobody_gets_in(Rule rule) {
    var answer = ask(rule);
    boolean page = rule.pattern().startsWith("/console") && rule.method().name().equals("GET");
    assertThat(answer.status()).isEqualTo(page ? 302 : 401);
    var wrong = ask(rule, "Authorization", "Bearer wrong");
    assertThat(wrong.status()).isEqualTo(page ? 302 : 401);
    var stale = ask(rule, "Cookie", "TILLBRIDGE_SESSION=stale", "Sec-Fetch-Site", "same-origin");
    assertThat(stale.status()).isEqualTo(page ? 302 : 401);
  }

  static Stream<Rule> beyondTheReader() {
    return guarded()
        .filter(rule -> rule.who() == Who.AUTHORISED)
        .filter(rule -> !rule.oneOf().contains("catalog:read"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("beyondTheReader")
  void a_token_without_the_scope_is_refused(Rule rule) {
    var answer = ask(rule, "Authorization", "Bearer " + Hub.READER);
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.code()).isEqualTo("forbidden");
  }

  record Case(String who, Rule rule, boolean may) {
    @Override
    public String toString() {
      return who + " " + (may ? "may " : "may not ") + rule.method() + " " + rule.pattern();
    }
  }

  static Stream<Case> everyRoleEverywhere() {
    var cases = new ArrayList<Case>();
    for (var rule : guarded().toList()) {
      if (rule.pattern().equals("/api/v1/events")) {
        continue; // Answers for ever; see EventsApiTest.
      }
      for (var who : List.of("OWNER", "CASHIER", "BOOKKEEPER")) {
        var authorities = Authorities.ofRole(who);
        cases.add(new Case(
            who,
            rule,
            rule.who() == Who.SIGNED_IN || rule.oneOf().stream().anyMatch(authorities::contains)));
      }
    }
    return cases.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyRoleEverywhere")
  void every_role_is_let_in_exactly_where_it_may(Case expected) {
    var answer = ask(
        expected.rule(),
        "Cookie",
        "TILLBRIDGE_SESSION=%1$s; TILLBRIDGE_CONSOLE=%1$s".formatted(HUB.session(expected.who())),
        "Sec-Fetch-Site",
        "same-origin");
    if (expected.may()) {
      // What it then says of the empty body or the made-up id is not this test's business.
      assertThat(answer.status()).as(answer.body()).isNotIn(401, 403, 500, 302);
    } else {
      assertThat(answer.status()).isEqualTo(403);
    }
  }

  private static dev.tillbridge.app.testing.Http.Answer ask(Rule rule, String... headers) {
    var path = rule.pattern()
        .replace("/inbox/{id}", "/inbox/1")
        .replace("{id}", UUID.randomUUID().toString())
        .replace("{shop}", "nobody.myshopify.com")
        .replace("{register}", "R1")
        .replace("{sku}", "NOTHING")
        .replace("{serial}", "NOTHING")
        .replace("{number}", "NOTHING")
        .replace("{seq}", "1")
        .replace("{printer}", "counter")
        .replace("{part}", "sales")
        .replace("{day}", "2026-11-20");
    boolean post = rule.method().name().equals("POST");
    var all = new ArrayList<>(List.of(headers));
    if (post) {
      all.addAll(
          List.of("Content-Type", path.endsWith("imports") ? "text/csv" : "application/json"));
    }
    return HUB.http()
        .send(
            rule.method().name(),
            path,
            post ? "{}".getBytes(UTF_8) : null,
            all.toArray(String[]::new));
  }
}
