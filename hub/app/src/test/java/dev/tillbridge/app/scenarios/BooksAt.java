package dev.tillbridge.app.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.app.testing.WorldTime;
import dev.tillbridge.embedded.TestServers;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A hub of its own at a time of its own, and its ledger as the API tells of it. */
final class BooksAt implements AutoCloseable {

  static final String BOOKS = "/api/v1/books";

  final WorldTime time = new WorldTime();
  final Hub hub;

  /** Begins when the day comes next, at noon of UTC. */
  BooksAt(int month, int day) {
    var today = time.instant().atZone(java.time.ZoneOffset.UTC).toLocalDate();
    var next = LocalDate.of(today.getYear(), month, day);
    goTo(next.isAfter(today) ? next : next.plusYears(1), "12:00:00");
    hub = Hub.startAt(TestServers.redis().uri(), time);
  }

  void goTo(LocalDate day, String utc) {
    var then = Instant.parse(day + "T" + utc + "Z");
    assertThat(then).as("time goes on").isAfter(time.instant());
    time.pass(Duration.between(time.instant(), then));
  }

  LocalDate today() {
    return time.instant().atZone(java.time.ZoneOffset.UTC).toLocalDate();
  }

  JsonNode post(String path, String body, int status) {
    var answer = hub.http().post(BOOKS + path, body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    return answer.json();
  }

  JsonNode get(String path) {
    var answer = hub.http().get(BOOKS + path);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  /** Makes a rule, and lets the time pass in which hubs may not know it yet. */
  String rule(String role, String account, LocalDate from) {
    var id = UUID.randomUUID().toString();
    post("/rules", """
        {"id": "%s", "role": "%s", "account": "%s", "validFrom": "%s"}
        """.formatted(id, role, account, from), 201);
    time.pass(Duration.ofSeconds(3));
    return id;
  }

  Stream<JsonNode> entries() {
    return get("/entries?limit=500").path("entries").valueStream();
  }

  /** What is on each account: debits above zero. */
  Map<String, Long> balances() {
    var balances = new HashMap<String, Long>();
    get("/trial-balance").path("balances").forEach(one -> {
      long left = one.path("balance").asLong();
      if (left != 0) {
        balances.put(one.path("account").asString(), left);
      }
    });
    return balances;
  }

  @Override
  public void close() {
    hub.close();
  }
}
