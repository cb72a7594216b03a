package dev.tillbridge.connector.woocommerce;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.request;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A real HTTP server on this machine that answers as a test tells it. */
final class FakeShop implements AutoCloseable {

  static final String SHOP = "woo.example";
  static final String SECRET = "shhh";
  private static final String API = "/site/wp-json/wc/v3/";

  final TestClock clock = new TestClock();
  private final WireMockServer server =
      new WireMockServer(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"));

  FakeShop() {
    server.start();
    server.stubFor(any(anyUrl()).willReturn(status(404, "<html>no such page</html>")));
  }

  static WooCommerceSettings settings(URI base, Duration callTimeout) {
    return new WooCommerceSettings(SHOP, base, "ck_1", "cs_1", SECRET, null, callTimeout);
  }

  WooCommerceChannel channel() {
    var base = URI.create("http://127.0.0.1:" + server.port() + "/site");
    return WooCommerceChannel.connect(settings(base, Duration.ofSeconds(30)), clock);
  }

  /** Calls get these answers, one after the other; the last one again and again. */
  void answers(String method, String path, ResponseDefinitionBuilder... answers) {
    var scenario = method + " " + path;
    for (int i = 0; i < answers.length; i++) {
      int next = Math.min(i + 1, answers.length - 1);
      server.stubFor(request(method, urlPathEqualTo(API + path))
          .inScenario(scenario)
          .whenScenarioStateIs(state(i))
          .willSetStateTo(state(next))
          .willReturn(answers[i]));
    }
    server.setScenarioState(scenario, Scenario.STARTED);
  }

  void answers(String method, String path, String... bodies) {
    answers(
        method,
        path,
        Stream.of(bodies).map(FakeShop::ok).toArray(ResponseDefinitionBuilder[]::new));
  }

  static ResponseDefinitionBuilder ok(String body) {
    return aResponse().withHeader("Content-Type", "application/json").withBody(body);
  }

  static ResponseDefinitionBuilder status(int status, String body) {
    return aResponse().withStatus(status).withBody(body);
  }

  /** As WordPress reports an error. */
  static ResponseDefinitionBuilder error(int status, String code) {
    return status(
        status,
        "{\"code\":\"%s\",\"message\":\"No.\",\"data\":{\"status\":%d}}".formatted(code, status));
  }

  /** Every call of the path, oldest first. */
  List<LoggedRequest> calls(String path) {
    return server.findAll(anyRequestedFor(urlPathEqualTo(API + path)));
  }

  /** The methods of all calls of the path, oldest first. */
  List<String> methods(String path) {
    return calls(path).stream().map(call -> call.getMethod().getName()).toList();
  }

  private static String state(int i) {
    return i == 0 ? Scenario.STARTED : "after " + i;
  }

  @Override
  public void close() {
    server.stop();
  }
}
