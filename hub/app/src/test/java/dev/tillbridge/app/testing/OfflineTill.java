package dev.tillbridge.app.testing;

import dev.tillbridge.app.testing.Http.Answer;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.model.place.LocationId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A till that was lent stock and sells it without asking, as the HTTP API wants it. */
public final class OfflineTill {

  private static final AtomicInteger COUNT = new AtomicInteger();

  private static final class Totals {
    private long sold;
    private long returned;
    private @Nullable Integer wanted;
  }

  private final Hub hub;
  private final String register;
  private final TreeMap<String, Totals> totals = new TreeMap<>();
  private final List<String> journal = new ArrayList<>();
  private @Nullable Integer generation;
  private @Nullable JsonNode lease;

  private OfflineTill(Hub hub, String register) {
    this.hub = hub;
    this.register = register;
  }

  /** A new register at main. */
  public static OfflineTill at(Hub hub) {
    var register = "L" + COUNT.incrementAndGet();
    hub.part(Places.class).saveRegister(register, new LocationId("main"));
    return new OfflineTill(hub, register);
  }

  /** Another device at the same register. */
  public OfflineTill replaced() {
    return new OfflineTill(hub, register);
  }

  public String register() {
    return register;
  }

  public int generation() {
    return Objects.requireNonNull(generation, "has no lease");
  }

  /** Wants to be able to sell so many without asking. */
  public OfflineTill wants(String sku, int units) {
    of(sku).wanted = units;
    return this;
  }

  /** Gives up rights; the next report says so. */
  public OfflineTill lowers(String sku, int units) {
    of(sku).returned += units;
    return this;
  }

  private Totals of(String sku) {
    return totals.computeIfAbsent(sku, _ -> new Totals());
  }

  /** What it says now, under this id. */
  public String report(UUID id) {
    return """
        {"id": "%s", "register": "%s", "generation": %s, "journalCount": %d, "items": [%s]}
        """.formatted(
            id,
            register,
            generation,
            journal.size(),
            String.join(
                ",",
                totals.entrySet().stream()
                    .map(e -> """
                        {"sku": "%s", "sold": %d, "returned": %d, "wanted": %s}
                        """.formatted(
                        e.getKey(), e.getValue().sold, e.getValue().returned, e.getValue().wanted))
                    .toList()));
  }

  /** Reports and is answered. */
  public Answer talk() {
    return hear(hub.http().post("/api/v1/leases", report(UUID.randomUUID())));
  }

  /** Returns its lease. */
  public Answer giveBack() {
    return hear(
        hub.http().post("/api/v1/leases/" + register + "/return", report(UUID.randomUUID())));
  }

  /** An answer arrives. */
  public Answer hear(Answer answer) {
    if (answer.status() == 200) {
      lease = answer.json();
      generation = answer.json().path("generation").asInt();
    }
    return answer;
  }

  /** Of the SKU, as the hub last said. */
  public int told(String sku, String field) {
    return Objects.requireNonNull(lease)
        .path("items")
        .valueStream()
        .filter(item -> item.path("sku").asString("").equals(sku))
        .map(item -> item.path(field).asInt(-1))
        .findFirst()
        .orElse(0);
  }

  /** What it may sell now without asking. */
  public long remaining(String sku) {
    var t = of(sku);
    return Math.max(0, told(sku, "granted") - t.returned - t.sold);
  }

  /** Sells without asking, for 5.00 each; the body of the sale, to be sent some day. */
  public String sell(String sku, int units) {
    of(sku).sold += units;
    var id = UUID.randomUUID();
    var body = Goods.cashSale(id, sku, units, 500)
        .replace("\"register\": \"R1\"", "\"register\": \"" + register + "\"")
        .replace("\"R1-", "\"" + register + "-")
        .replace("\"holdId\": null", """
            "holdId": null, "lease": {"generation": %d, "lines": [{"sku": "%s", "quantity": %d}]}
            """.formatted(generation(), sku, units));
    journal.add(body);
    return body;
  }
}
