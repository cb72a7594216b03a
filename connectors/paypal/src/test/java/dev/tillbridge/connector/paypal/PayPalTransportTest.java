package dev.tillbridge.connector.paypal;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.BasicCredentials;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PayPalTransportTest {

  static final String TOKEN = "/v1/oauth2/token";
  static final String ORDER = "/v2/checkout/orders/5O1";
  static final UUID KEY = UUID.randomUUID();

  @RegisterExtension
  static WireMockExtension server = WireMockExtension.newInstance()
      .options(wireMockConfig().dynamicPort().dynamicHttpsPort())
      .build();

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-22T14:00:00Z"));

  @Test
  void nobody_listening_means_not_sent() throws IOException {
    int closed;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    assertThat(gateway("http://127.0.0.1:" + closed).capture(KEY, "5O1"))
        .isInstanceOf(NotSent.class);
  }

  @Test
  void a_server_nobody_vouches_for_gets_nothing() {
    tokens("a-1");
    assertThat(gateway("https://127.0.0.1:" + server.getHttpsPort()).capture(KEY, "5O1"))
        .isInstanceOf(NotSent.class);
    server.verify(0, postRequestedFor(urlPathEqualTo(TOKEN)));
  }

  @Test
  void an_answer_that_never_ends_leaves_us_in_doubt() throws IOException {
    try (var bare = new BareServer((_, _, out) -> {
      out.write(
          "HTTP/1.1 201 X\r\nContent-Length: 100\r\n\r\n{".getBytes(StandardCharsets.US_ASCII));
      out.flush();
      return true;
    })) {
      assertThat(gateway("http://127.0.0.1:" + bare.port(), 1_000).capture(KEY, "5O1"))
          .isInstanceOf(InDoubt.class);
    }
  }

  @Test
  void an_answer_that_drips_does_not_hold_us_longer_than_the_call_may_take() throws IOException {
    try (var bare = new BareServer((_, _, out) -> {
      out.write(
          "HTTP/1.1 201 X\r\nContent-Length: 1000000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      for (int i = 0; i < 1_000_000; i++) {
        out.write(' ');
        out.flush();
      }
      return false;
    })) {
      var began = System.nanoTime();
      assertThat(gateway("http://127.0.0.1:" + bare.port(), 1_000).capture(KEY, "5O1"))
          .isInstanceOf(InDoubt.class);
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(30));
    }
  }

  @Test
  void a_capture_on_a_kept_connection_that_dies_is_sent_once_only() throws IOException {
    try (var bare = new BareServer((number, _, out) -> {
      if (number == 1) {
        out.write(BareServer.json(200, Orders.order("APPROVED")));
        return true;
      }
      return false;
    })) {
      var gateway = gateway("http://127.0.0.1:" + bare.port());
      assertThat(gateway.look("5O1")).isInstanceOf(Delivered.class);
      assertThat(gateway.capture(KEY, "5O1")).isInstanceOf(InDoubt.class);
      assertThat(bare.requests()).hasSize(2);
    }
  }

  @Test
  void come_back_at_once_is_not_an_order_to_send_twice() {
    tokens("a-1");
    for (int status : new int[] {408, 503}) {
      server.stubFor(post(urlPathEqualTo(ORDER + "/capture"))
          .willReturn(aResponse().withStatus(status).withHeader("Retry-After", "0")));
      assertThat(gateway(http()).capture(KEY, "5O1")).isInstanceOf(InDoubt.class);
    }
    server.verify(2, postRequestedFor(urlPathEqualTo(ORDER + "/capture")));
  }

  @Test
  void two_threads_fetch_one_token() throws Exception {
    tokens("a-1");
    orderFor("a-1");
    var gateway = gateway(http());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Object> look = () -> gateway.look("5O1");
      for (var answer : threads.invokeAll(Stream.generate(() -> look).limit(8).toList())) {
        assertThat(answer.get()).isInstanceOf(Delivered.class);
      }
    }
    server.verify(
        1,
        postRequestedFor(urlPathEqualTo(TOKEN))
            .withBasicAuth(new BasicCredentials("id", "secret"))
            .withRequestBody(equalTo("grant_type=client_credentials")));
  }

  @Test
  void a_token_is_renewed_before_it_ends() {
    tokens("a-1");
    orderFor("a-1");
    var gateway = gateway(http());
    gateway.look("5O1");
    tokens("a-2");
    orderFor("a-2");
    now.updateAndGet(t -> t.plusSeconds(900 - 60));
    assertThat(gateway.look("5O1")).isInstanceOf(Delivered.class);
    server.verify(2, postRequestedFor(urlPathEqualTo(TOKEN)));
  }

  @Test
  void a_token_they_no_longer_accept_is_renewed_once() {
    tokens("a-1");
    orderFor("a-1");
    var gateway = gateway(http());
    gateway.look("5O1");
    server.resetAll();
    tokens("a-2");
    server.stubFor(get(urlPathEqualTo(ORDER)).willReturn(aResponse().withStatus(401)));
    orderFor("a-2");
    assertThat(gateway.look("5O1")).isInstanceOf(Delivered.class);

    server.resetAll();
    tokens("a-3");
    server.stubFor(
        post(urlPathEqualTo(ORDER + "/capture")).willReturn(aResponse().withStatus(401)));
    assertThat(gateway.capture(KEY, "5O1"))
        .isEqualTo(
            new NotSent<>("PayPal does not accept its own access token", Duration.ofMinutes(1)));
    server.verify(2, postRequestedFor(urlPathEqualTo(ORDER + "/capture")));
  }

  @Test
  void wrong_credentials_say_so_and_nothing_was_sent() {
    server.stubFor(post(urlPathEqualTo(TOKEN))
        .willReturn(okJson("{\"error\":\"invalid_client\"}").withStatus(401)));
    assertThat(gateway(http()).capture(KEY, "5O1"))
        .isEqualTo(new NotSent<>(
            "PayPal connection lost: it does not accept our client id and secret",
            Duration.ofMinutes(1)));
    server.stubFor(post(urlPathEqualTo(TOKEN)).willReturn(aResponse().withStatus(503)));
    assertThat(gateway(http()).capture(KEY, "5O1")).isInstanceOf(NotSent.class);
    server.stubFor(post(urlPathEqualTo(TOKEN)).willReturn(okJson("{}")));
    assertThat(gateway(http()).capture(KEY, "5O1")).isInstanceOf(NotSent.class);
  }

  private static String http() {
    return "http://127.0.0.1:" + server.getPort();
  }

  private void tokens(String token) {
    server.stubFor(post(urlPathEqualTo(TOKEN))
        .willReturn(okJson("{\"access_token\":\"%s\",\"expires_in\":900}".formatted(token))));
  }

  private void orderFor(String token) {
    server.stubFor(get(urlPathEqualTo(ORDER))
        .withHeader("Authorization", equalTo("Bearer " + token))
        .willReturn(okJson(Orders.order("APPROVED"))));
  }

  private PayPalGateway gateway(String address) {
    return gateway(address, 20_000);
  }

  private PayPalGateway gateway(String address, long callMillis) {
    InstantSource clock = now::get;
    return new PayPalGateway(
        new PayPalSettings(
            URI.create(address),
            "id",
            "secret",
            "Corner Shop",
            Duration.ofSeconds(10),
            Duration.ofMillis(callMillis)),
        clock);
  }
}
