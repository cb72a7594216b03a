package dev.tillbridge.connector.quickbooks;

import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.tillbridge.connector.quickbooks.Wire.Sent.Came;
import dev.tillbridge.connector.quickbooks.Wire.Sent.NoAnswer;
import dev.tillbridge.connector.quickbooks.Wire.Sent.NotGone;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import okhttp3.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireTest {

  @RegisterExtension
  static WireMockExtension server = WireMockExtension.newInstance()
      .options(wireMockConfig().dynamicPort().dynamicHttpsPort())
      .build();

  private final Wire wire = new Wire(Duration.ofSeconds(10), Duration.ofSeconds(20));

  @Test
  void nobody_listening_means_it_never_left() throws IOException {
    int closed;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    assertThat(wire.send(post(closed))).isInstanceOf(NotGone.class);
  }

  @Test
  void a_server_nobody_vouches_for_gets_nothing() {
    var url = "https://127.0.0.1:" + server.getHttpsPort() + "/";
    assertThat(wire.send(new Request.Builder().url(url).build())).isInstanceOf(NotGone.class);
    assertThat(server.getAllServeEvents()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "HTTP/1.1 200 X\r\nContent-Le", "HTTP/1.1 200 X\r\nContent-Length: 9\r\n\r\n{"
      })
  void half_an_answer_is_no_answer(String half) throws IOException {
    try (var bare = new BareServer((_, _, out) -> written(out, half, false))) {
      assertThat(wire.send(post(bare.port()))).isInstanceOf(NoAnswer.class);
    }
  }

  @Test
  void an_answer_that_never_ends_is_given_up_in_time() throws IOException {
    var hasty = new Wire(Duration.ofSeconds(10), Duration.ofSeconds(1));
    var begun = "HTTP/1.1 200 X\r\nContent-Length: 9\r\n\r\n{";
    try (var bare = new BareServer((_, _, out) -> written(out, begun, true))) {
      assertThat(hasty.send(post(bare.port()))).isInstanceOf(NoAnswer.class);
    }
  }

  @Test
  void what_is_posted_on_a_kept_connection_that_dies_is_sent_once_only() throws IOException {
    try (var bare = new BareServer((number, _, out) -> {
      out.write(number == 1 ? BareServer.json(200, "{}") : new byte[0]);
      return number == 1;
    })) {
      assertThat(wire.send(post(bare.port()))).isInstanceOf(Came.class);
      assertThat(wire.send(post(bare.port()))).isInstanceOf(NoAnswer.class);
      assertThat(bare.requests()).hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 503, 307, 302})
  void an_invitation_to_try_again_or_elsewhere_is_only_handed_back(int status) throws IOException {
    var answer = "HTTP/1.1 %d X\r\nRetry-After: 0\r\nLocation: /else\r\nContent-Length: 0\r\n\r\n"
        .formatted(status);
    try (var bare = new BareServer((_, _, out) -> written(out, answer, true))) {
      assertThat(wire.send(post(bare.port()))).isEqualTo(new Came(status, "", ""));
      assertThat(bare.requests()).hasSize(1);
    }
  }

  private static boolean written(java.io.OutputStream out, String text, boolean stay)
      throws IOException {
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
    return stay;
  }

  private static Request post(int port) {
    return new Request.Builder()
        .url("http://127.0.0.1:" + port + "/v3/company/1/salesreceipt")
        .post(Wire.once("{}", "application/json"))
        .build();
  }
}
