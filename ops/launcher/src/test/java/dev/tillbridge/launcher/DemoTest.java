package dev.tillbridge.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.embedded.Ports;
import dev.tillbridge.embedded.Waiting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Whole runs of the launcher: real processes, a real PostgreSQL, a real Redis. */
class DemoTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir
  Path temp;

  private final int port = freePort();
  private final int sandboxPort = freePort();

  @Test
  void it_serves_imports_and_ends_in_order_and_says_the_same_the_next_time() throws Exception {
    var data = temp.resolve("my data");
    String first;
    try (var demo = start("live", data)) {
      demo.awaitServing(data);
      first = Files.readString(data.resolve("demo.json"));
      var told = JSON.readTree(first);
      assertThat(told.path("register").asString())
          .isEqualTo("http://127.0.0.1:" + port + "/register/");
      assertThat(told.path("tillLink").asString()).endsWith("/register/#code=ABCD2345");
      assertThat(told.path("users").size()).isEqualTo(3);
      assertThat(told.path("locations").path(0).path("id").asString()).isEqualTo("main");
      assertThat(demo.output())
          .contains("Imported the demo catalogue: 2 products, 3 variants")
          .contains("row 7 skipped: Variant Price: is not an amount")
          .contains("1 variant without SKU got a generated one, e.g. MUG-BLUE");
      assertThat(Files.readAllLines(data.resolve("asked-sandbox.txt")))
          .singleElement()
          .asString()
          .startsWith("/sandbox/catalog ")
          .contains("\"price\":\"16.05\"", "\"taxable\":false", "\"handle\":\"mug\"");
      assertThat(Files.readAllLines(data.resolve("asked-hub.txt")))
          .hasSize(3)
          .satisfies(asked -> assertThat(asked.get(1)).startsWith("/api/v1/shop/link"))
          .last()
          .asString()
          .startsWith("/api/v1/devices/codes ")
          .contains("\"register\":\"R2\"", "\"minutes\":1440");
      demo.terminate();
      assertThat(demo.awaitEnd()).isZero();
    }
    assertThat(Ports.isFree(port)).isTrue();
    assertThat(data.resolve("demo.json")).doesNotExist();
    try (var demo = start("live", data)) {
      demo.awaitServing(data);
      assertThat(Files.readString(data.resolve("demo.json"))).isEqualTo(first);
      assertThat(demo.output()).doesNotContain("Imported");
    }
    for (var secret : List.of("secrets.json", "secret.key", "bootstrap.json")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(secret))))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void what_a_killed_demo_leaves_running_is_gone_soon_and_the_next_one_starts() throws Exception {
    var data = temp.resolve("data");
    List<ProcessHandle> children;
    try (var demo = start("live", data)) {
      demo.awaitServing(data);
      children = children(data);
      assertThat(children).hasSize(4);
      demo.kill();
    }
    for (var child : children) {
      assertThat(Waiting.forEndOf(child, Duration.ofSeconds(30))).isTrue();
    }
    try (var demo = start("live", data)) {
      demo.awaitServing(data);
    }
  }

  @Test
  void a_second_demo_on_the_same_folder_is_refused_and_the_first_goes_on() throws Exception {
    var data = temp.resolve("data");
    try (var demo = start("live", data)) {
      demo.awaitServing(data);
      try (var second = start("live", data)) {
        assertThat(second.awaitEnd()).isEqualTo(2);
        assertThat(second.output()).contains("another demo is running on").hasLineCount(1);
      }
      assertThat(data.resolve("demo.json")).exists();
    }
  }

  @Test
  void a_hub_that_dies_while_starting_ends_everything_with_its_last_words() throws Exception {
    var data = temp.resolve("data");
    try (var demo = start("die", data)) {
      assertThat(demo.awaitEnd()).isEqualTo(1);
      assertThat(demo.output())
          .contains("the hub ended while starting", "cannot go on: the shelf is empty");
    }
    assertThat(Ports.isFree(sandboxPort)).isTrue();
    assertThat(data.resolve("demo.json")).doesNotExist();
  }

  @Test
  void a_sandbox_that_dies_later_ends_everything() throws Exception {
    var data = temp.resolve("data");
    try (var demo = start("live", data)) {
      demo.awaitServing(data);
      handle(data.resolve("pids").resolve("sandbox.pid")).destroyForcibly();
      assertThat(demo.awaitEnd()).isEqualTo(1);
      assertThat(demo.output()).contains("the sandbox ended unexpectedly");
    }
    assertThat(Ports.isFree(port)).isTrue();
  }

  @Test
  void a_port_in_use_is_one_line_and_nothing_is_started() throws Exception {
    var data = temp.resolve("data");
    try (var _ = new ServerSocket(sandboxPort, 1, InetAddress.getLoopbackAddress());
        var demo = start("live", data)) {
      assertThat(demo.awaitEnd()).isEqualTo(2);
      assertThat(demo.output())
          .isEqualTo(
              "ops/demo: port %d is in use by another program; choose another with --sandbox-port%n",
              sandboxPort);
    }
    assertThat(data.resolve("postgres")).doesNotExist();
  }

  private DemoUnderTest start(String hubFate, Path data) throws IOException {
    return DemoUnderTest.start(
        Files.createTempFile(temp, "output", ".txt"),
        hubFate,
        "--port",
        String.valueOf(port),
        "--sandbox-port",
        String.valueOf(sandboxPort),
        "--data",
        data.toString());
  }

  private static List<ProcessHandle> children(Path data) throws IOException {
    var children = new ArrayList<ProcessHandle>();
    children.add(handle(data.resolve("pids").resolve("hub.pid")));
    children.add(handle(data.resolve("pids").resolve("sandbox.pid")));
    children.add(handle(data.resolve("redis").resolve("redis.pid")));
    children.add(handle(data.resolve("postgres").resolve("cluster").resolve("postmaster.pid")));
    return children;
  }

  private static ProcessHandle handle(Path pidFile) throws IOException {
    var first = Files.readString(pidFile).strip().split("\\s", 2)[0];
    return ProcessHandle.of(Long.parseLong(first)).orElseThrow();
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
