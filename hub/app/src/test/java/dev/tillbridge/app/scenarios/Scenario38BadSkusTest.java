package dev.tillbridge.app.scenarios;

import static dev.tillbridge.app.scenarios.ShopShelf.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.embedded.TestServers;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Scenario 38: two variants share a SKU and one has none. All three are set aside with a suggested
 * fix, nothing is created twice, and the other products come over.
 */
class Scenario38BadSkusTest {

  private final Hub hub = Hub.start(TestServers.redis().uri());
  private final ImportedShop shop = new ImportedShop(hub);

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void two_share_a_sku_and_one_has_none() {
    hub.outside().product("Mug", "MUG//Blue/4", "MUG//Red/3");
    hub.outside().product("Plate", "//Default Title/2");
    hub.outside().product("Bowl", "BOWL/4006381333931/Default Title/7");
    hub.outside().product("Cup", "CUP-S//Small/5", "CUP-L//Large/0");

    var id = shop.start();
    var report = shop.finished(id, "READY");
    assertThat(report.at("/judged/aside").asInt()).isEqualTo(3);
    assertThat(report.at("/judged/create").asInt()).isEqualTo(3);
    assertThat(shop.skus()).as("a report changes nothing").isEmpty();
    var aside = shop.rows(id, "ASIDE");
    assertThat(aside)
        .extracting(row -> row.path("reason").asString())
        .containsExactly(
            "its SKU MUG is on 2 variants", "its SKU MUG is on 2 variants", "it has no SKU");
    assertThat(aside)
        .extracting(row -> row.path("fix").asString())
        .containsExactly(
            "Give it a SKU of its own in the shop, for example MUG-BLUE.",
            "Give it a SKU of its own in the shop, for example MUG-RED.",
            "Give it a SKU of its own in the shop, for example PLATE.");

    shop.apply(id);
    var done = shop.finished(id, "DONE");
    assertThat(done.at("/applied/variants").asInt()).isEqualTo(3);
    assertThat(shop.skus()).containsExactly("BOWL", "CUP-L", "CUP-S");
    assertThat(shop.place("BOWL").path("onHand").asInt()).isEqualTo(7);
    assertThat(shop.place("CUP-S").path("onHand").asInt()).isEqualTo(5);

    // Again: nothing is created twice, and the three are still aside.
    var again = shop.start();
    assertThat(shop.finished(again, "READY").at("/judged/same").asInt()).isEqualTo(3);
    shop.apply(again);
    assertThat(shop.finished(again, "DONE").at("/judged/aside").asInt()).isEqualTo(3);
    assertThat(shop.skus()).containsExactly("BOWL", "CUP-L", "CUP-S");

    // What was suggested is done in the shop.
    hub.outside().edit("mug", "{\"was\": \"MUG\", \"title\": \"Red\", \"sku\": \"MUG-RED\"}");
    hub.outside().edit("plate", "{\"was\": \"\", \"sku\": \"PLATE\"}");
    var third = shop.start();
    assertThat(shop.finished(third, "READY").at("/judged/create").asInt()).isEqualTo(3);
    shop.apply(third);
    shop.finished(third, "DONE");
    assertThat(shop.skus()).containsExactly("BOWL", "CUP-L", "CUP-S", "MUG", "MUG-RED", "PLATE");
    // What the others sell stays in step with the shop.
    soon()
        .until(() -> shop.shown("BOWL") == shop.place("BOWL").path("published").asInt(-1));
  }

  @Test
  void three_share_one_and_two_have_none_among_many() {
    hub.outside().product("Shirt", "TEE//S/1", "TEE//M/1", "TEE-L//L/1", "TEE//XL/1");
    hub.outside().product("Sock", "//Left/1", "//Right/1");
    for (int i = 0; i < 60; i++) {
      hub.outside().product("Thing " + i, "THING-" + i + "//Default Title/" + i);
    }
    var id = shop.start();
    var report = shop.finished(id, "READY");
    assertThat(report.at("/judged/aside").asInt()).isEqualTo(5);
    assertThat(report.at("/judged/create").asInt()).isEqualTo(61);
    var fixes = new ArrayList<String>();
    shop.rows(id, "ASIDE").forEach(row -> fixes.add(row.path("fix").asString()));
    assertThat(fixes).doesNotHaveDuplicates().allMatch(fix -> fix.contains("SKU"));
    shop.apply(id);
    assertThat(shop.finished(id, "DONE").at("/applied/countsSet").asInt()).isEqualTo(61);
    assertThat(shop.place("THING-59").path("onHand").asInt()).isEqualTo(59);
  }
}
