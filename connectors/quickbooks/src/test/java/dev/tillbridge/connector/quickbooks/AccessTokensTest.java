package dev.tillbridge.connector.quickbooks;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.BasicCredentials;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.tillbridge.model.access.RefreshTokens;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AccessTokensTest {

  static final Outcome<String> LOST =
      new NotSent<>("QuickBooks connection lost: connect again", Duration.ofMinutes(1));

  @RegisterExtension
  static WireMockExtension server = WireMockExtension.newInstance().build();

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-22T14:00:00Z"));
  private Company company;
  private AccessTokens tokens;

  @BeforeEach
  void connect() {
    company = new Company(server);
    tokens = tokens();
  }

  private AccessTokens tokens() {
    var wire = new Wire(Duration.ofSeconds(10), Duration.ofSeconds(20));
    return new AccessTokens(company.settings(), company.store, wire, now::get);
  }

  @Test
  void many_threads_need_one_refresh() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Object> ask = tokens::bearer;
      for (var answer : threads.invokeAll(Stream.generate(() -> ask).limit(8).toList())) {
        assertThat(answer.get()).isEqualTo(new Delivered<>("a-1"));
      }
    }
    server.verify(
        1,
        postRequestedFor(urlPathEqualTo(Company.TOKENS))
            .withBasicAuth(new BasicCredentials("id", "secret"))
            .withRequestBody(equalTo("grant_type=refresh_token&refresh_token=r-1")));
  }

  @Test
  void a_new_refresh_token_is_kept_before_what_came_with_it_is_used() {
    company.token("a-1", "r-2");
    company.store.onSave = () -> assertThat(company.queriesSent()).isEmpty();
    company.onReceipt(Company.booked("21.63", "1.65"));
    assertThat(company.books().book(Sales.mugs())).isEqualTo(new Delivered<>("812"));
    assertThat(company.store.kept).isEqualTo(new RefreshTokens("r-2", "r-1"));
  }

  @Test
  void the_old_refresh_token_is_kept_until_the_new_one_has_worked() {
    company.token("a-1", "r-2");
    tokens.bearer();
    now.updateAndGet(t -> t.plus(Duration.ofMinutes(56)));
    company.token("a-2", "r-2");
    assertThat(tokens.bearer()).isEqualTo(new Delivered<>("a-2"));
    assertThat(company.store.kept).isEqualTo(new RefreshTokens("r-2", null));
  }

  @Test
  void a_new_refresh_token_that_does_not_open_gives_way_to_the_old_one() {
    company.store.kept = new RefreshTokens("r-2", "r-1");
    refuse("r-2");
    grant("r-1", "r-3");
    assertThat(tokens.bearer()).isEqualTo(new Delivered<>("a-r-1"));
    assertThat(company.store.kept).isEqualTo(new RefreshTokens("r-3", "r-1"));
  }

  @Test
  void a_lost_connection_says_what_to_do_and_does_not_knock_at_every_sale() {
    company.store.kept = new RefreshTokens("r-2", "r-1");
    refuse("r-2");
    refuse("r-1");
    assertThat(tokens.bearer()).isEqualTo(LOST);
    assertThat(tokens.bearer()).isEqualTo(LOST);
    server.verify(2, postRequestedFor(urlPathEqualTo(Company.TOKENS)));
    assertThat(company.store.kept).isEqualTo(new RefreshTokens("r-2", "r-1"));

    grant("new", "new");
    company.store.kept = new RefreshTokens("new", null);
    assertThat(tokens.bearer()).isEqualTo(new Delivered<>("a-new"));
  }

  @Test
  void a_refresh_that_cannot_be_kept_is_not_used_and_kept_later() {
    company.token("a-1", "r-2");
    company.store.broken = true;
    assertThat(tokens.bearer())
        .isInstanceOfSatisfying(NotSent.class, n -> assertThat(n.why()).contains("disk full"));
    assertThat(company.store.kept).isEqualTo(new RefreshTokens("r-1", null));

    company.store.broken = false;
    grant("r-2", "r-2");
    assertThat(tokens.bearer()).isEqualTo(new Delivered<>("a-r-2"));
    assertThat(company.store.kept).isEqualTo(new RefreshTokens("r-2", null));
  }

  @Test
  void what_could_not_be_kept_gives_way_to_a_connection_made_since() {
    company.token("a-1", "r-2");
    company.store.broken = true;
    tokens.bearer();
    company.store.broken = false;
    company.store.kept = new RefreshTokens("new", null);
    grant("new", "new");
    assertThat(tokens.bearer()).isEqualTo(new Delivered<>("a-new"));
    assertThat(company.store.kept).isEqualTo(new RefreshTokens("new", null));
  }

  @Test
  void no_connection_yet_no_answer_or_a_wrong_secret_mean_not_sent() {
    company.store.kept = null;
    assertThat(why()).isEqualTo("QuickBooks is not connected: connect it first");
    company.store.kept = new RefreshTokens("r-1", null);
    on(aResponse().withStatus(503));
    assertThat(why()).contains("503");
    on(aResponse().withStatus(200).withHeader("Content-Type", "text/html").withBody("<html>"));
    assertThat(why()).contains("200");
    on(okJson("{}"));
    assertThat(why()).contains("no access token");
    on(okJson("{\"error\":\"invalid_client\"}").withStatus(401));
    assertThat(why()).contains("client id and secret");
    on(aResponse().withFault(Fault.EMPTY_RESPONSE));
    assertThat(why()).contains("no access token");
    assertThat(company.store.kept).isEqualTo(new RefreshTokens("r-1", null));
  }

  @Test
  void a_token_no_longer_accepted_is_renewed_once_and_the_booking_keeps_its_key() {
    company.onReceipt(okJson("""
                {"warnings":null,"intuitObject":null,"fault":{"error":[{"message":
                 "message=AuthenticationFailed; errorCode=003200; statusCode=401",
                 "detail":"Token expired","code":"3200","element":null}],
                 "type":"AUTHENTICATION"},"report":null,"queryResponse":null}""").withStatus(401));
    assertThat(company.books().book(Sales.mugs()))
        .isEqualTo(new NotSent<>(
            "QuickBooks does not accept its own access token", Duration.ofMinutes(1)));
    assertThat(company.receiptsSent())
        .hasSize(2)
        .allSatisfy(r -> assertThat(r.getUrl()).endsWith("requestid=" + Sales.KEY));
    server.verify(2, postRequestedFor(urlPathEqualTo(Company.TOKENS)));
  }

  @Test
  void tokens_and_secrets_do_not_reach_a_log() {
    assertThat(company.settings().toString()).doesNotContain("secret");
    assertThat(new RefreshTokens("r-1", "r-0").toString()).doesNotContain("r-1", "r-0");
  }

  private String why() {
    return ((NotSent<String>) tokens.bearer()).why();
  }

  private void on(ResponseDefinitionBuilder answer) {
    server.stubFor(post(urlPathEqualTo(Company.TOKENS)).willReturn(answer));
  }

  private void grant(String refresh, String next) {
    server.stubFor(post(urlPathEqualTo(Company.TOKENS))
        .withRequestBody(equalTo("grant_type=refresh_token&refresh_token=" + refresh))
        .willReturn(
            okJson("{\"access_token\":\"a-%s\",\"refresh_token\":\"%s\",\"expires_in\":3600}"
                .formatted(refresh, next))));
  }

  private void refuse(String refresh) {
    server.stubFor(post(urlPathEqualTo(Company.TOKENS))
        .withRequestBody(equalTo("grant_type=refresh_token&refresh_token=" + refresh))
        .willReturn(okJson("{\"error\":\"invalid_grant\"}").withStatus(400)));
  }
}
