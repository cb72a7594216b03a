package dev.tillbridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.sandbox.wire.Json;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RestartTest {

  @TempDir
  private Path folder;

  @Test
  void a_restart_keeps_the_truth_and_the_idempotency_keys() {
    var options = SandboxOptions.defaults().keptIn(folder);
    String shop;
    String books;
    String pays;
    String bookToken;
    String payToken;
    try (var world = World.start(options)) {
      fill(world);
      bookToken = world.booksToken();
      payToken = world.payToken();
      world.ok(receipt(world, bookToken));
      world.ok(world.pay(payToken, "/v2/checkout/orders", payment(), "k1"));
      shop = Json.write(world.truth("shopify"));
      books = Json.write(world.truth("quickbooks").path("documents"));
      pays = Json.write(world.truth("paypal").path("orders"));
    }
    try (var world = World.start(options)) {
      assertThat(Json.write(world.truth("shopify"))).isEqualTo(shop);
      assertThat(Json.write(world.truth("quickbooks").path("documents"))).isEqualTo(books);
      assertThat(Json.write(world.truth("paypal").path("orders"))).isEqualTo(pays);
      // The same tokens and the same keys still count.
      world.ok(receipt(world, bookToken));
      world.ok(world.pay(payToken, "/v2/checkout/orders", payment(), "k1"));
      assertThat(Json.write(world.truth("quickbooks").path("documents"))).isEqualTo(books);
      assertThat(Json.write(world.truth("paypal").path("orders"))).isEqualTo(pays);
    }
  }

  @Test
  void a_line_cut_short_by_a_kill_is_dropped_and_the_rest_stays() throws Exception {
    var options = SandboxOptions.defaults().keptIn(folder);
    try (var world = World.start(options)) {
      fill(world);
    }
    Files.write(
        folder.resolve("shopify.jsonl"),
        "[{\"t\":\"order\",\"k\":\"9".getBytes(StandardCharsets.UTF_8),
        StandardOpenOption.APPEND);
    try (var world = World.start(options)) {
      assertThat(world.truth("shopify").path("orders").size()).isEqualTo(1);
      world.ok(world.order("MUG", 1));
    }
    try (var world = World.start(options)) {
      assertThat(world.truth("shopify").path("orders").size()).isEqualTo(2);
    }
  }

  @Test
  void a_killed_process_keeps_what_it_answered() throws Exception {
    var process = launch("--port", "0", "--data", folder.toString());
    try {
      var line = firstLine(process);
      assertThat(line).startsWith("The sandbox serves at http://127.0.0.1:");
      var base = java.net.URI.create(line.substring(line.indexOf("http")));
      try (var http = java.net.http.HttpClient.newHttpClient()) {
        for (var call : new String[][] {
          {"sandbox/catalog", catalogue()},
          {"sandbox/shopify/inventory", "{\"sku\":\"ONE\",\"available\":4}"},
          {"sandbox/shopify/orders", "{\"lines\":[{\"sku\":\"ONE\",\"quantity\":1}]}"}
        }) {
          var request = java.net.http.HttpRequest.newBuilder(base.resolve(call[0]))
              .POST(java.net.http.HttpRequest.BodyPublishers.ofString(call[1]))
              .build();
          var answer = http.send(request, java.net.http.HttpResponse.BodyHandlers.ofString());
          assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        }
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    try (var world = World.start(SandboxOptions.defaults().keptIn(folder))) {
      assertThat(world.stock("ONE").path("available").intValue()).isEqualTo(3);
      assertThat(world.truth("shopify").path("orders").size()).isEqualTo(1);
    }
  }

  @Test
  void seeding_again_never_touches_stock() {
    try (var world = World.start(SandboxOptions.defaults())) {
      fill(world);
      world.ok(world.post("/sandbox/catalog", catalogue().replace("ONE", "MUG")));
      assertThat(world.stock("MUG").path("available").intValue()).isEqualTo(6);
      assertThat(world.truth("shopify").path("stock").size()).isEqualTo(3);
    }
  }

  @Test
  void a_reset_forgets_everything_for_good() {
    var options = SandboxOptions.defaults().keptIn(folder);
    try (var world = World.start(options)) {
      fill(world);
      world.ok(world.post("/sandbox/reset", ""));
      assertThat(world.truth("shopify").path("stock").isEmpty()).isTrue();
      world.ok(world.post("/sandbox/catalog", catalogue()));
    }
    try (var world = World.start(options)) {
      assertThat(world.truth("shopify").path("orders").isEmpty()).isTrue();
      assertThat(world.stock("ONE").path("available").intValue()).isZero();
    }
  }

  @Test
  void a_port_in_use_is_one_clear_line_and_exit_code_1() throws Exception {
    try (var world = World.start()) {
      int taken = world.uri("/").getPort();
      assertThatThrownBy(() -> Sandbox.start(SandboxOptions.defaults().onPort(taken)))
          .isInstanceOf(BindException.class);
      var process = launch("--port", Integer.toString(taken));
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(1);
      assertThat(output.lines())
          .containsExactly("The sandbox cannot start: port " + taken + " is in use");
    }
  }

  @Test
  void an_unknown_option_says_how_it_is_used() {
    assertThatThrownBy(() -> SandboxMain.options(java.util.List.of("--colour", "red")))
        .hasMessage("unknown option --colour");
    var options = SandboxMain.options(java.util.List.of("--port", "8123", "--seed", "9"));
    assertThat(options.port()).isEqualTo(8123);
    assertThat(options.seed()).isEqualTo(9);
  }

  private static void fill(World world) {
    world.available("MUG", 7);
    world.ok(world.order("MUG", 1));
  }

  private static java.net.http.HttpResponse<String> receipt(World world, String token) {
    return world.books(token, "/salesreceipt?requestid=r1", """
        {"DocNumber":"S-1","Line":[{"Amount":5.10,"DetailType":"SalesItemLineDetail",
         "SalesItemLineDetail":{}}],"TxnTaxDetail":{"TotalTax":0.40}}""");
  }

  private static String payment() {
    return """
    {"intent":"CAPTURE","purchase_units":[{"amount":{"currency_code":"USD","value":"5.10"}}]}""";
  }

  private static String catalogue() {
    return """
    {"currency":"USD","taxRatePpm":0,"products":[{"title":"One","handle":"one","vendor":"V",
     "variants":[{"sku":"ONE","title":"Default Title","price":"1.00"}]}]}""";
  }

  private static Process launch(String... arguments) throws Exception {
    var command = new java.util.ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(SandboxMain.class.getName());
    command.addAll(java.util.List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static String firstLine(Process process) throws Exception {
    var reader = new java.io.BufferedReader(
        new java.io.InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = reader.readLine();
    while (line != null && !line.contains("http://")) {
      line = reader.readLine();
    }
    return String.valueOf(line);
  }
}
