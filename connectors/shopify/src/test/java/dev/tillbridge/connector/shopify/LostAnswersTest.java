package dev.tillbridge.connector.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.shop.StockChange;
import dev.tillbridge.model.shop.StockNumber;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Answers that no well-behaved server gives, from a bare socket. */
@Timeout(60)
class LostAnswersTest {

  private static final StockChange CHANGE =
      new StockChange(UUID.randomUUID(), FakeShop.ITEM, FakeShop.PLACE, 3, 4);

  /** What the server does with a connection once the request's first bytes are there. */
  private interface Manners {
    void serve(Socket socket) throws IOException;
  }

  private static ShopifySettings withToken(URI base, Duration timeout) {
    return new ShopifySettings(
        FakeShop.SHOP, base, "client", FakeShop.SECRET, null, "fixed", "2026-07", timeout);
  }

  private static Outcome<StockNumber> set(int port, Duration timeout) {
    var base = URI.create("http://127.0.0.1:" + port);
    return ShopifyChannel.connect(withToken(base, timeout), InstantSource.system())
        .setAvailable(CHANGE);
  }

  private static Outcome<StockNumber> against(Duration timeout, Manners manners)
      throws IOException, InterruptedException {
    try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      var serving = Thread.ofVirtual().start(() -> {
        try (var socket = server.accept()) {
          var ignored = socket.getInputStream().read(new byte[8192]);
          manners.serve(socket);
        } catch (IOException e) {
          // The client hung up, as it should.
          return;
        }
      });
      var outcome = set(server.getLocalPort(), timeout);
      serving.join();
      return outcome;
    }
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  @Test
  void half_an_answer_leaves_us_in_doubt() throws Exception {
    var outcome = against(
        Duration.ofSeconds(30),
        socket -> write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n{\"data\":{\"inv"));
    assertThat(outcome).isInstanceOf(InDoubt.class);
  }

  @Test
  void an_answer_that_never_ends_leaves_us_in_doubt_within_the_call_timeout() throws Exception {
    var outcome = against(Duration.ofSeconds(2), socket -> {
      write(socket, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
      // Ends by the exception that writing to a closed connection throws.
      while (true) {
        write(socket, "1\r\n \r\n");
      }
    });
    assertThat(outcome).isInstanceOf(InDoubt.class);
  }

  @Test
  void an_answer_that_dribbles_leaves_us_in_doubt_within_the_call_timeout() throws Exception {
    var outcome = against(Duration.ofSeconds(1), socket -> {
      write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{");
      // Nothing more comes; reading ends when the client has hung up.
      while (socket.getInputStream().read(new byte[8192]) >= 0) {
        socket.getOutputStream().flush();
      }
    });
    assertThat(outcome)
        .isEqualTo(new InDoubt<>("no complete answer from Shopify: nothing within PT1S"));
  }

  @Test
  void a_connection_closed_without_a_word_leaves_us_in_doubt() throws Exception {
    assertThat(against(Duration.ofSeconds(30), socket -> {})).isInstanceOf(InDoubt.class);
  }

  @Test
  void nobody_listening_means_not_sent() throws IOException {
    int port;
    try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      port = server.getLocalPort();
    }
    assertThat(set(port, Duration.ofSeconds(30))).isInstanceOf(NotSent.class);
  }

  @Test
  void an_unknown_host_means_not_sent() {
    var settings = withToken(URI.create("https://shop.invalid"), Duration.ofSeconds(30));
    assertThat(ShopifyChannel.connect(settings, InstantSource.system()).setAvailable(CHANGE))
        .isInstanceOf(NotSent.class);
  }

  @Test
  void a_failed_handshake_means_not_sent() throws IOException {
    try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> {
        try {
          while (true) {
            server.accept().close();
          }
        } catch (IOException e) {
          // The test is over.
          return;
        }
      });
      var base = URI.create("https://127.0.0.1:" + server.getLocalPort());
      var settings = withToken(base, Duration.ofSeconds(30));
      assertThat(ShopifyChannel.connect(settings, InstantSource.system()).setAvailable(CHANGE))
          .isInstanceOf(NotSent.class);
    }
  }
}
