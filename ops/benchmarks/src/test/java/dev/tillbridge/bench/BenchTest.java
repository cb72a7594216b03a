package dev.tillbridge.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BenchTest {

  @Test
  @Timeout(180)
  void a_quick_run_measures_everything_and_finds_nothing_oversold_or_lost(@TempDir Path folder) {
    var json = folder.resolve("figures.json");
    int code = Bench.run(
        List.of("stock", "--quick", "--json", "figures.json"), folder, folder.resolve("servers"));
    assertThat(code).isZero();
    var report = JsonMapper.shared().readTree(json.toFile());
    assertThat(report.path("machine").asString()).contains("processors");
    assertThat(value(report, "hot SKU: holds")).isPositive();
    assertThat(value(report, "carts: lines")).isPositive();
    assertThat(value(report, "http: holds")).isPositive();
    assertThat(value(report, "million: holds granted")).isEqualTo(Scale.QUICK.holds());
    assertThat(value(report, "million: oversold")).isZero();
    assertThat(value(report, "million: acknowledged lost")).isZero();
    assertThat(value(report, "rebuild: holds granted meanwhile")).isPositive();
    assertThat(value(report, "hub: heap")).isBetween(1.0, (double) HubProcess.HEAP_MB);
  }

  @Test
  @Timeout(420)
  void a_quick_run_tells_a_shop_and_finds_no_number_wrong(@TempDir Path folder) {
    var json = folder.resolve("figures.json");
    int code = Bench.run(
        List.of("shop", "--quick", "--json", "figures.json"), folder, folder.resolve("servers"));
    assertThat(code).isZero();
    var report = JsonMapper.shared().readTree(json.toFile());
    assertThat(value(report, "confirm: sales")).isEqualTo(200);
    assertThat(value(report, "backlog: calls")).isEqualTo(4);
    assertThat(value(report, "backlog: ten scarcest out in call")).isEqualTo(1);
    assertThat(value(report, "outage: calls")).isBetween(4.0, 10.0);
    assertThat(value(report, "neighbours: calls over the limit")).isZero();
    assertThat(value(report, "webhooks: orders")).isPositive();
    assertThat(value(report, "webhooks: orders lost")).isZero();
    assertThat(value(report, "webhooks: sales too many")).isZero();
  }

  @Test
  @Timeout(420)
  void a_few_hundred_orders_told_in_disorder_end_as_the_shop_has_them(@TempDir Path folder) {
    var json = folder.resolve("figures.json");
    int code = Bench.run(
        List.of("orders", "--quick", "--seed", "7", "--json", "figures.json"),
        folder,
        folder.resolve("servers"));
    assertThat(code).isZero();
    var report = JsonMapper.shared().readTree(json.toFile());
    assertThat(value(report, "orders: orders")).isEqualTo(Scale.QUICK.orders());
    assertThat(value(report, "orders: webhooks lost")).isPositive();
    assertThat(value(report, "orders: refunds")).isPositive();
    assertThat(value(report, "orders: set aside")).isZero();
    assertThat(value(report, "orders: differences")).isZero();
  }

  @Test
  @Timeout(300)
  void a_quick_run_enters_sales_and_closes_a_day_of_a_year(@TempDir Path folder) {
    var json = folder.resolve("figures.json");
    int code = Bench.run(
        List.of("books", "--quick", "--json", "figures.json"), folder, folder.resolve("servers"));
    assertThat(code).isZero();
    var report = JsonMapper.shared().readTree(json.toFile());
    assertThat(value(report, "entries: sales")).isPositive();
    assertThat(value(report, "balances: entry lines")).isEqualTo(Scale.QUICK.booked());
    assertThat(value(report, "balances: trial balance of all time")).isPositive();
    assertThat(value(report, "balances: daily close")).isPositive();
    assertThat(value(report, "posting: documents")).isEqualTo(Scale.QUICK.posted());
    assertThat(value(report, "posting: requests over a limit")).isZero();
    assertThat(value(report, "posting: documents twice")).isZero();
  }

  @Test
  @Timeout(180)
  void a_quick_run_takes_a_shop_over_to_the_last_variant(@TempDir Path folder) {
    var json = folder.resolve("figures.json");
    int code = Bench.run(
        List.of("import", "--quick", "--json", "figures.json"), folder, folder.resolve("servers"));
    assertThat(code).isZero();
    var report = JsonMapper.shared().readTree(json.toFile());
    assertThat(value(report, "import: variants")).isEqualTo(Scale.QUICK.imported());
    assertThat(value(report, "import: live heap afterwards"))
        .isBetween(1.0, (double) FirstImport.HEAP_MB);
  }

  private static double value(JsonNode report, String name) {
    return report
        .path("metrics")
        .valueStream()
        .filter(metric -> metric.path("name").asString().equals(name))
        .findFirst()
        .orElseThrow()
        .path("value")
        .asDouble();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "|which bench?",
        "till|no bench named till",
        "stock --fast|unknown option: --fast",
        "shop --only hot|--only must be one of confirm",
        "stock --only|--only needs a value",
        "stock --only tea|--only must be one of hot",
        "orders --seed x|--seed must be a whole number, was x",
        "stock --json /no/such/folder/x|cannot write"
      })
  void a_wrong_command_line_is_told_in_one_line(String words, String why) {
    var arguments = words == null ? List.<String>of() : List.of(words.split(" ", -1));
    assertThatThrownBy(() -> Options.parse(arguments, Path.of("/")))
        .isInstanceOfSatisfying(BenchException.class, e -> {
          assertThat(e.exitCode()).isEqualTo(BenchException.USAGE);
          assertThat(e.getMessage()).contains(why).doesNotContain("\n");
        });
  }

  @Test
  void latencies_are_told_to_three_percent() {
    var latencies = new Latencies();
    for (int millis = 1; millis <= 1_000; millis++) {
      latencies.add(Duration.ofMillis(millis).toNanos());
    }
    assertThat(latencies.millis(0.5)).isBetween(500.0, 516.0);
    assertThat(latencies.millis(0.99)).isBetween(990.0, 1_023.0);
    assertThat(latencies.millis(1)).isBetween(1_000.0, 1_033.0);
  }
}
