package dev.tillbridge.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Goods;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StocktakePagesTest extends GoodsPagesRig {

  @Test
  void who_counted_much_too_little_needs_a_second_person() {
    var sku = Goods.stocked(hub, 60, 700);
    var id = UUID.randomUUID();
    var open = Map.of("id", id.toString(), "location", "main", "name", "Shelf 4", "blind", "1");
    assertThat(post("/stocktakes", open).status()).isEqualTo(303);
    assertThat(get("/stocktakes/" + id).body()).contains("counted blind").contains("Give the");
    var count = new HashMap<>(Map.of(
        "rows",
        "5",
        "counts[1].id",
        UUID.randomUUID().toString(),
        "counts[1].sku",
        sku,
        "counts[1].quantity",
        "forty"));
    assertThat(post("/stocktakes/" + id + "/counts", count).body())
        .contains("Line 2, units: must be a number");
    count.put("counts[1].quantity", "40");
    assertThat(post("/stocktakes/" + id + "/counts", count).status()).isEqualTo(303);
    assertThat(post("/stocktakes/" + id + "/counts", count).status())
        .as("sent twice")
        .isEqualTo(303);
    count.put("counts[1].quantity", "41");
    var other = post("/stocktakes/" + id + "/counts", count);
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.body()).contains("was sent before with other content");
    assertThat(get("/stocktakes/" + id).body()).doesNotContain("Expected then");
    assertThat(
            post("/stocktakes/" + id + "/submit", Map.of("id", UUID.randomUUID().toString()))
                .status())
        .isEqualTo(303);
    assertThat(get("/stocktakes/" + id).body())
        .contains("Waits for a second person")
        .contains("yourself")
        .contains("−20");
    var decide = new HashMap<>(Map.of(
        "id", UUID.randomUUID().toString(),
        "rows", "1",
        "lines[0].sku", sku,
        "lines[0].variance", "-20",
        "decision", "approve"));
    assertThat(post("/stocktakes/" + id + "/decide", decide).body())
        .contains("tick what you decide about");
    decide.put("lines[0].tick", "1");
    var own = post("/stocktakes/" + id + "/decide", decide);
    assertThat(own.status()).isEqualTo(422);
    assertThat(own.body()).contains("href=\"#lines[0].sku\"");
    decide.put("decision", "reject");
    assertThat(post("/stocktakes/" + id + "/decide", decide).body()).contains("href=\"#reason\"");
    decide.put("reason", "the second box is upstairs");
    assertThat(post("/stocktakes/" + id + "/decide", decide).status()).isEqualTo(303);
    assertThat(get("/stocktakes/" + id).body())
        .contains("the second box is upstairs")
        .contains("Counted again");
    assertThat(post("/stocktakes/" + id + "/end", Map.of("id", UUID.randomUUID().toString()))
            .status())
        .isEqualTo(303);
    assertThat(get("/stocktakes").body()).contains("Shelf 4");
  }

  @Test
  void another_one_counted_and_the_owner_agrees() {
    var sku = Goods.stocked(hub, 60, 700);
    var id = UUID.randomUUID();
    post("/stocktakes", Map.of("id", id.toString(), "location", "main", "name", "By two"));
    // By a program, which is not the person who agrees.
    var counted = hub.http().post("/api/v1/stocktakes/" + id + "/counts", """
        {"counts": [{"id": "%s", "sku": "%s", "quantity": 45, "countedAt": "%s"}]}
        """.formatted(
            UUID.randomUUID(), sku, java.time.Instant.now()));
    assertThat(counted.status()).as(counted.body()).isEqualTo(201);
    post("/stocktakes/" + id + "/submit", Map.of("id", UUID.randomUUID().toString()));
    var agreed = post(
        "/stocktakes/" + id + "/decide",
        Map.of(
            "id", UUID.randomUUID().toString(),
            "rows", "1",
            "lines[0].tick", "1",
            "lines[0].sku", sku,
            "lines[0].variance", "-15",
            "decision", "approve"));
    assertThat(agreed.status()).as(agreed.body()).isEqualTo(303);
    assertThat(hub.http()
            .get("/api/v1/stock/" + sku)
            .json()
            .at("/locations/0/onHand")
            .asInt())
        .isEqualTo(45);
    var late = post(
        "/stocktakes/" + id + "/counts",
        Map.of(
            "rows",
            "1",
            "counts[0].id",
            UUID.randomUUID().toString(),
            "counts[0].sku",
            sku,
            "counts[0].quantity",
            "1"));
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.body()).contains("is CLOSED").contains("Nothing was changed.");
  }
}
