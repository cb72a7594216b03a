package dev.tillbridge.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisServerTest {

  @TempDir
  Path temp;

  @Test
  void what_was_written_survives_a_stop_and_a_restart_on_the_same_port() throws IOException {
    var first = RedisServer.start(temp.resolve("redis"), 0);
    assertThat(ask(first, "SET", "sku", "7")).isEqualTo("+OK");
    var second = first.restart();
    assertThat(second.port()).isEqualTo(first.port());
    assertThat(ask(second, "GET", "sku")).isEqualTo("$1");
    second.kill();
    assertThat(second.isAlive()).isFalse();
    try (var third = RedisServer.start(temp.resolve("redis"), 0)) {
      assertThat(third.port()).isEqualTo(first.port());
      assertThat(ask(third, "GET", "sku")).isEqualTo("$1");
      assertThat(ask(third, "CONFIG", "GET", "maxmemory-policy")).isEqualTo("*2");
    }
  }

  @Test
  void functions_can_be_loaded_and_called() throws IOException {
    try (var redis = RedisServer.start(temp.resolve("redis"), 0)) {
      var library =
          "#!lua name=shelf\nredis.register_function('twice', function(k, a) return a[1] * 2 end)";
      assertThat(ask(redis, "FUNCTION", "LOAD", library)).isEqualTo("$5");
      assertThat(ask(redis, "FCALL", "twice", "0", "21")).isEqualTo(":42");
    }
  }

  @Test
  void a_paused_server_is_silent_until_it_is_resumed() throws IOException {
    try (var redis = RedisServer.start(temp.resolve("redis"), 0)) {
      redis.pause();
      assertThatThrownBy(() -> ask(redis, 300, "PING")).isInstanceOf(SocketTimeoutException.class);
      redis.resume();
      assertThat(ask(redis, "PING")).isEqualTo("+PONG");
    }
  }

  @Test
  void a_paused_server_can_still_be_stopped() {
    var redis = RedisServer.start(temp.resolve("redis"), 0);
    redis.pause();
    redis.stop();
    assertThat(redis.isAlive()).isFalse();
  }

  @Test
  void a_port_in_use_is_one_clear_line() throws IOException {
    try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> RedisServer.start(temp.resolve("redis"), other.getLocalPort()))
          .isInstanceOf(ServerStartException.class)
          .hasMessage(
              "Redis cannot start: port %d is in use by another program", other.getLocalPort());
    }
  }

  @Test
  void the_shared_server_is_the_same_for_everybody() {
    assertThat(TestServers.redis()).isSameAs(TestServers.redis());
  }

  private static String ask(RedisServer redis, String... words) throws IOException {
    return ask(redis, 20_000, words);
  }

  /** The first line of the answer, as it comes over the wire. */
  private static String ask(RedisServer redis, int patienceMs, String... words) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), redis.port())) {
      socket.setSoTimeout(patienceMs);
      var request = new StringBuilder("*" + words.length + "\r\n");
      for (var word : words) {
        request.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
      }
      socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.UTF_8));
      return line(socket.getInputStream());
    }
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c != '\r' && c != -1; c = in.read()) {
      line.append((char) c);
    }
    return line.toString();
  }
}
