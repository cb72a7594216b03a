package dev.tillbridge.app.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tillbridge.app.testing.Hub;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The page on which a shop is read; nothing is taken over here, other tests share this shop. */
class ImportPagesTest extends GoodsPagesRig {

  @Test
  void a_shop_is_read_watched_looked_at_and_given_up() {
    var name = "Page " + UUID.randomUUID();
    hub.outside().product(name, "//Default Title/2");
    hub.outside().product(name + " new", "P-" + UUID.randomUUID() + "//Default Title/2");
    assertThat(get("/imports").body())
        .contains("Read " + Hub.SHOP)
        .contains("aria-current=\"true\"");
    var id = UUID.randomUUID();
    var begun = post("/imports", Map.of("id", id.toString(), "shop", Hub.SHOP));
    assertThat(begun.status()).as(begun.body()).isEqualTo(303);
    assertThat(post("/imports", Map.of("id", id.toString(), "shop", Hub.SHOP)).status())
        .as("sent twice")
        .isEqualTo(303);
    var other = post("/imports", Map.of("id", UUID.randomUUID().toString(), "shop", Hub.SHOP));
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.body()).contains("Another import of " + Hub.SHOP + " is open");
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> get("/imports/" + id)
            .body()
            .contains("Everything is read. Nothing has been changed yet."));
    var page = get("/imports/" + id);
    assertThat(page.body())
        .contains("What would put it right")
        .contains(name)
        .contains("it has no SKU")
        .contains("Give it a SKU of its own in the shop, for example ")
        .contains("is our main")
        .contains("Take over")
        .doesNotContain("hx-trigger=\"every 1s\"")
        .doesNotContain("<script>");
    assertThat(get("/imports/" + id + "?show=CREATE").body()).contains("Recognised by");
    assertThat(get("/imports/" + id + "/progress").body())
        .contains("id=\"import\"")
        .doesNotContain("<html");
    var given = post("/imports/" + id + "/cancel", Map.of());
    assertThat(given.status()).isEqualTo(303);
    assertThat(get("/imports/" + id + "?done=cancelled").body())
        .contains("It was given up. What was taken over before stays.");
    var late = post("/imports/" + id + "/apply", Map.of());
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.body()).contains("is CANCELLED");
  }

  @Test
  void who_may_not_change_the_catalogue_sees_no_buttons() {
    var page = hub.http().send("GET", STOCK + "/imports", null, session("BOOKKEEPER"));
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).doesNotContain("Read " + Hub.SHOP);
    var tried = hub.http()
        .send(
            "POST",
            STOCK + "/imports",
            "shop=x".getBytes(java.nio.charset.StandardCharsets.UTF_8),
            session("BOOKKEEPER"));
    assertThat(tried.status()).isEqualTo(403);
  }
}
