package dev.tillbridge.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.app.testing.SignedTill;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DevicesApiTest {

  private static final String REVOCATION = "{\"why\": \"It was stolen.\"}";

  private final Hub hub = Hub.shared();
  private final SignedTill till = new SignedTill(hub);

  private String code() {
    var made =
        hub.http().post("/api/v1/devices/codes", "{\"register\": \"%s\"}".formatted(till.register));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    return made.json().path("code").asString();
  }

  private void enrolled() {
    var answer = till.enrol(code());
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.json().path("register").asString()).isEqualTo(till.register);
  }

  private String sale(UUID id, String sku, String register) {
    return Goods.cashSale(id, sku, 1, 1_999).replace("\"R1\"", "\"" + register + "\"");
  }

  private int status(UUID sale) {
    return hub.http().get("/api/v1/sales/" + sale).status();
  }

  @Test
  void a_sale_in_a_tills_journal_is_recorded_once_with_nobody_signed_in() {
    var sku = Goods.stocked(hub, 5, 1_999);
    var id = UUID.randomUUID();
    enrolled();
    till.writes("SALE", sale(id, sku, till.register));
    for (int i = 0; i < 2; i++) {
      var answer = till.sends();
      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
      assertThat(answer.json().path("head").asInt()).isEqualTo(1);
      assertThat(answer.json().at("/entries/0/state").asString()).isEqualTo("DONE");
      assertThat(answer.json().at("/entries/0/note").asString()).startsWith("sale ");
    }
    assertThat(status(id)).isEqualTo(200);
    assertThat(hub.http()
            .get("/api/v1/stock/" + sku)
            .json()
            .at("/locations/0/onHand")
            .asInt())
        .isEqualTo(4);
    var listed = hub.http().get(till.path()).json();
    assertThat(listed.path("head").asInt()).isEqualTo(1);
    assertThat(listed.path("name").asString()).isEqualTo("Front counter");
  }

  @Test
  void one_bad_entry_is_set_aside_with_its_reason_and_the_next_is_taken() {
    var sku = Goods.stocked(hub, 5, 1_999);
    var good = UUID.randomUUID();
    enrolled();
    till.writes("SALE", "{\"id\": \"no");
    till.writes("SALE", sale(UUID.randomUUID(), sku, "R1"));
    till.writes("SALE", sale(good, sku, till.register));
    var answer = till.sends().json();
    assertThat(answer.path("head").asInt()).isEqualTo(3);
    assertThat(answer.at("/entries/0/note").asString()).contains("is no sale");
    assertThat(answer.at("/entries/1/note").asString()).contains("register R1");
    assertThat(answer.at("/entries/2/state").asString()).isEqualTo("DONE");
    assertThat(status(good)).isEqualTo(200);
    var again = hub.http().post(till.path() + "/entries/2/retry", "");
    assertThat(again.json().path("state").asString()).isEqualTo("ASIDE");
    assertThat(hub.http().get(till.path() + "/entries?from=2").json().path("entries"))
        .hasSize(2);
  }

  @Test
  void a_till_that_was_shut_out_is_told_who_did_and_why() {
    var sku = Goods.stocked(hub, 5, 1_999);
    var id = UUID.randomUUID();
    enrolled();
    var ended = hub.http().post(till.path() + "/revocation", REVOCATION);
    assertThat(ended.json().path("revoked").asBoolean()).isTrue();
    till.writes("SALE", sale(id, sku, till.register));
    var answer = till.sends().json();
    assertThat(answer.at("/refusal/reason").asString()).isEqualTo("REVOKED");
    assertThat(answer.at("/refusal/why").asString()).contains("stolen");
    assertThat(status(id)).isEqualTo(404);
  }

  @Test
  void what_makes_no_sense_is_named() {
    var wrong = till.enrol("WRONGCOD");
    assertThat(wrong.status()).isEqualTo(409);
    assertThat(wrong.body()).contains("Ask a manager");
    assertThat(till.sends().status()).as("not let in").isEqualTo(404);
    assertThat(
            hub.http().post("/api/v1/devices/codes", "{\"register\": \"R99\"}").status())
        .isEqualTo(404);
  }
}
