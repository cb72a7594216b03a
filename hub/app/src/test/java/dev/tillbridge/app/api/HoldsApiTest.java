package dev.tillbridge.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Http.Answer;
import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.embedded.RedisServer;
import dev.tillbridge.hub.stock.StockLevels;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HoldsApiTest {

  private static final LocationId MAIN = new LocationId("main");

  @Test
  void the_same_id_is_the_same_wish_and_gets_the_same_answer() {
    var hub = Hub.shared();
    var sku = Goods.stocked(hub, 3, 1_000);
    var id = UUID.randomUUID();
    var first = hub.http().post("/api/v1/holds", Goods.wish(id, sku, 2));
    var again = hub.http().post("/api/v1/holds", Goods.wish(id, sku, 2));
    assertThat(first.status()).isEqualTo(201);
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(free(hub, sku)).isEqualTo(1);

    var other = hub.http().post("/api/v1/holds", Goods.wish(id, sku, 1));
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.code()).isEqualTo("id-reused");
  }

  @Test
  void a_refusal_names_what_is_missing_and_stays_a_refusal() {
    var hub = Hub.shared();
    var sku = Goods.stocked(hub, 1, 1_000);
    var id = UUID.randomUUID();
    var no = hub.http().post("/api/v1/holds", Goods.wish(id, sku, 2));
    assertThat(no.status()).isEqualTo(409);
    assertThat(no.code()).isEqualTo("insufficient-stock");
    assertThat(no.header("Content-Type")).startsWith("application/problem+json");
    assertThat(no.json().at("/shortages/0/sku").asString()).isEqualTo(sku);
    assertThat(no.json().at("/shortages/0/wanted").asInt()).isEqualTo(2);
    var again = hub.http().post("/api/v1/holds", Goods.wish(id, sku, 2));
    assertThat(again.body()).isEqualTo(no.body());
  }

  @Test
  void released_is_released_and_cannot_hold_again() {
    var hub = Hub.shared();
    var sku = Goods.stocked(hub, 1, 1_000);
    var id = UUID.randomUUID();
    hub.http().post("/api/v1/holds", Goods.wish(id, sku, 1));
    var path = "/api/v1/holds/" + id + "/release";
    assertThat(hub.http().post(path, "").json().path("state").asString()).isEqualTo("RELEASED");
    assertThat(hub.http().post(path, "").json().path("state").asString()).isEqualTo("RELEASED");
    assertThat(free(hub, sku)).isEqualTo(1);
    var late = hub.http().post("/api/v1/holds", Goods.wish(id, sku, 1));
    assertThat(late.code()).isEqualTo("hold-ended");
  }

  @Test
  void an_id_that_was_released_before_it_came_is_barred() {
    var hub = Hub.shared();
    var sku = Goods.stocked(hub, 1, 1_000);
    var id = UUID.randomUUID();
    var grave = hub.http().post("/api/v1/holds/" + id + "/release", "");
    assertThat(grave.json().path("state").asString()).isEqualTo("VOID");
    assertThat(hub.http().post("/api/v1/holds", Goods.wish(id, sku, 1)).code())
        .isEqualTo("hold-ended");
    assertThat(free(hub, sku)).isEqualTo(1);
  }

  @ParameterizedTest(name = "quantity {0}")
  @CsvSource(
      value = {
        "-1 | 422",
        "0 | 422",
        "1000001 | 422",
        "1000000000 | 422",
        "99999999999999 | 422",
        "0.0001 | 422",
        "1.0 | 422",
        "1e3 | 422",
        "\"3\" | 422",
        "true | 422",
        "null | 422",
        "[] | 422",
        "NaN | 400",
        "１２ | 400",
        "+1 | 400",
        "0x1 | 400"
      },
      delimiter = '|')
  void a_quantity_is_a_whole_number_of_units(String quantity, int status) {
    var hub = Hub.shared();
    var body = Goods.wish(UUID.randomUUID(), "ANY", 1)
        .replace("\"quantity\": 1", "\"quantity\": " + quantity);
    var answer = hub.http().post("/api/v1/holds", body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.code()).isEqualTo(status == 400 ? "invalid-request" : "invalid");
    if (status == 422) {
      assertThat(answer.field()).isEqualTo("lines[0].quantity");
    }
    assertThat(answer.body()).doesNotContain("Exception").doesNotContain("jackson");
  }

  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource(
      value = {
        "id | null | id",
        "id | 'x' | id",
        "location | null | location",
        "location | 'nowhere' | location",
        "location | '../etc' | location",
        "channel | 'FAX' | channel",
        "channel | 0 | channel",
        "ttlSeconds | 0 | ttlSeconds",
        "ttlSeconds | 86401 | ttlSeconds",
        "lines | [] | lines",
        "lines | [null] | lines[0]",
        "lines | {} | lines",
        "lines | [{'sku':5,'quantity':1}] | lines[0].sku",
        "lines | [{'sku':'a\\u0000b','quantity':1}] | lines[0].sku",
        "lines | [{'sku':'\\ud800','quantity':1}] | lines[0].sku",
        "lines | [{'sku':' A','quantity':1}] | lines[0].sku",
        "lines | [{'sku':'NO-SUCH-SKU','quantity':1}] | lines[0].sku"
      },
      delimiter = '|',
      quoteCharacter = '`')
  void a_wrong_field_is_named(String field, String value, String named) {
    var hub = Hub.shared();
    var body = """
        {"id":"%s","location":"main","channel":"WEB","lines":[{"sku":"S","quantity":1}],"ttlSeconds":60,"%s":%s}
        """.formatted(UUID.randomUUID(), field, value.replace('\'', '"'));
    // The last of two equal names would be a duplicate, so the good one goes.
    body = body.replaceFirst("\"" + field + "\":(\\[[^]]*]|\"[^\"]*\"|\\d+),", "");
    var answer = hub.http().post("/api/v1/holds", body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(422);
    assertThat(answer.field()).isEqualTo(named);
  }

  @Test
  void more_lines_than_a_cart_has_are_refused() {
    var lines = new ArrayList<String>();
    for (int i = 0; i < 501; i++) {
      lines.add("{\"sku\":\"S" + i + "\",\"quantity\":1}");
    }
    var body = Goods.wish(UUID.randomUUID(), "ANY", 1)
        .replaceFirst("\\[\\{.*?}]", String.join(",", lines).transform(l -> "[" + l + "]"));
    assertThat(Hub.shared().http().post("/api/v1/holds", body).field()).isEqualTo("lines");
  }

  @Test
  void a_thousand_at_once_for_a_hundred_units_are_a_hundred_holds() throws Exception {
    var hub = Hub.shared();
    var sku = Goods.stocked(hub, 100, 1_000);
    var answers = crowd(hub, sku, 1_000, () -> {});
    assertThat(answers.stream().filter(a -> a.status() == 201)).hasSize(100);
    assertThat(answers.stream().filter(a -> a.code().equals("insufficient-stock")))
        .hasSize(900);
    assertThat(free(hub, sku)).isZero();
  }

  @Test
  void redis_dying_in_the_middle_of_the_crowd_changes_nothing(@TempDir Path folder)
      throws Exception {
    try (var redis = RedisServer.start(folder, 0);
        var hub = Hub.start(redis.uri())) {
      var sku = Goods.stocked(hub, 100, 1_000);
      long begin = System.nanoTime();
      var answers = crowd(hub, sku, 1_000, redis::kill);
      assertThat(answers.stream().filter(a -> a.status() == 201)).hasSize(100);
      assertThat(answers.stream().filter(a -> a.status() == 409)).hasSize(900);
      assertThat(free(hub, sku)).isZero();
      assertThat(Duration.ofNanos(System.nanoTime() - begin))
          .as("a dead gate makes nobody wait")
          .isLessThan(Duration.ofSeconds(60));
    }
  }

  /** So many wish for one unit each; in the middle something happens. */
  private static List<Answer> crowd(Hub hub, String sku, int size, Runnable inTheMiddle)
      throws Exception {
    var answers = new ConcurrentLinkedQueue<Answer>();
    var started = new AtomicInteger();
    // More connections at once tell nothing more and only fill the machine.
    var open = new Semaphore(200);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < size; i++) {
        threads.execute(() -> {
          open.acquireUninterruptibly();
          try {
            if (started.incrementAndGet() == size / 3) {
              inTheMiddle.run();
            }
            answers.add(hub.http().post("/api/v1/holds", Goods.wish(UUID.randomUUID(), sku, 1)));
          } finally {
            open.release();
          }
        });
      }
    }
    assertThat(answers).hasSize(size);
    return List.copyOf(answers);
  }

  private static int free(Hub hub, String sku) {
    return hub.part(StockLevels.class).at(MAIN, new Sku(sku)).orElseThrow().free();
  }
}
