package dev.tillbridge.connector.shopify;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
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
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A real HTTP server on this machine that answers as a test tells it. */
final class FakeShop implements AutoCloseable {

  static final String SHOP = "test-shop.myshopify.com";
  static final String SECRET = "shhh";
  static final String ITEM = "gid://shopify/InventoryItem/11";
  static final String PLACE = "gid://shopify/Location/1001";
  private static final String GRAPHQL = "/shopify/" + SHOP + "/admin/api/2026-07/graphql.json";
  private static final String TOKEN = "/shopify/" + SHOP + "/admin/oauth/access_token";

  final TestClock clock = new TestClock();
  private final WireMockServer server =
      new WireMockServer(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"));

  FakeShop() {
    server.start();
    tokens("token-1");
  }

  static ShopifySettings settings(int port, Duration callTimeout) {
    return new ShopifySettings(
        SHOP,
        URI.create("http://127.0.0.1:" + port + "/shopify/" + SHOP),
        "client",
        SECRET,
        null,
        null,
        ShopifySettings.DEFAULT_API_VERSION,
        callTimeout);
  }

  int port() {
    return server.port();
  }

  ShopifyChannel channel() {
    return channel(Duration.ofSeconds(30));
  }

  ShopifyChannel channel(Duration callTimeout) {
    return ShopifyChannel.connect(settings(server.port(), callTimeout), clock);
  }

  /** A file lies there; null: its address has run out. */
  void file(String path, @Nullable String text) {
    server.stubFor(get(urlPathEqualTo(path))
        .willReturn(text == null ? aResponse().withStatus(403) : aResponse().withBody(text)));
  }

  /** The token end gives these, one after the other; the last one again and again. */
  void tokens(String... values) {
    inTurn(
        TOKEN,
        "",
        Stream.of(values)
            .map(value -> ok("{\"access_token\":\"%s\",\"expires_in\":86399}".formatted(value)))
            .toList());
  }

  void tokenEnd(ResponseDefinitionBuilder answer) {
    server.stubFor(post(urlPathEqualTo(TOKEN)).willReturn(answer));
  }

  /** What the token end answers to this refresh token. */
  void refreshEnd(String refreshToken, ResponseDefinitionBuilder answer) {
    server.stubFor(post(urlPathEqualTo(TOKEN))
        .withRequestBody(containing("refresh_token=" + refreshToken + "&"))
        .atPriority(1)
        .willReturn(answer));
  }

  /** What the token end was sent, oldest first. */
  List<String> tokenForms() {
    return server.findAll(postRequestedFor(urlPathEqualTo(TOKEN))).stream()
        .map(LoggedRequest::getBodyAsString)
        .toList();
  }

  int tokensAsked() {
    return server.findAll(postRequestedFor(urlPathEqualTo(TOKEN))).size();
  }

  /** Calls of the operation get these answers, one after the other. */
  void answers(String operation, ResponseDefinitionBuilder... answers) {
    inTurn(GRAPHQL, operation, List.of(answers));
  }

  void answers(String operation, String... bodies) {
    inTurn(GRAPHQL, operation, Stream.of(bodies).map(FakeShop::ok).toList());
  }

  static ResponseDefinitionBuilder ok(String body) {
    return aResponse().withHeader("Content-Type", "application/json").withBody(body);
  }

  static ResponseDefinitionBuilder status(int status, String body) {
    return aResponse().withStatus(status).withBody(body);
  }

  /** The variables of every call of the operation, oldest first. */
  List<JsonNode> calls(String operation) {
    return server
        .findAll(postRequestedFor(urlPathEqualTo(GRAPHQL)).withRequestBody(containing(operation)))
        .stream()
        .map(request -> Json.read(request.getBodyAsString()).path("variables"))
        .toList();
  }

  /** The token of every GraphQL call, oldest first. */
  List<String> tokensUsed() {
    return server.findAll(postRequestedFor(urlPathEqualTo(GRAPHQL))).stream()
        .map(request -> request.getHeader("X-Shopify-Access-Token"))
        .toList();
  }

  private void inTurn(String path, String operation, List<ResponseDefinitionBuilder> answers) {
    var scenario = path + operation;
    for (int i = 0; i < answers.size(); i++) {
      // The last answer stays; each other one makes room for the next.
      int next = Math.min(i + 1, answers.size() - 1);
      server.stubFor(post(urlPathEqualTo(path))
          .withRequestBody(containing(operation))
          .inScenario(scenario)
          .whenScenarioStateIs(state(i))
          .willSetStateTo(state(next))
          .willReturn(answers.get(i)));
    }
    server.setScenarioState(scenario, Scenario.STARTED);
  }

  private static String state(int i) {
    return i == 0 ? Scenario.STARTED : "after " + i;
  }

  @Override
  public void close() {
    server.stop();
  }
}
