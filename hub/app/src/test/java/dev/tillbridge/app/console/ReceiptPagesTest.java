package dev.tillbridge.app.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Http.Answer;
import dev.tillbridge.app.testing.Hub;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A customer with a phone and the code on his receipt. */
class ReceiptPagesTest {

  private final Hub hub = Hub.shared();
  private final String token = token();

  private static String token() {
    var bytes = new byte[16];
    ThreadLocalRandom.current().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Nobody signed in. */
  private Answer visit(String path) {
    return hub.http().send("GET", path, null);
  }

  private Answer sell(UUID id, String title, String receiptToken) {
    var csv = "Handle,Title,Variant SKU,Variant Price,Variant Inventory Qty\n%s,%s,%s,20.00,5\n"
        .formatted("h-" + id, title, "S-" + id);
    hub.http()
        .send(
            "POST",
            "/api/v1/catalog/imports?location=main",
            csv.getBytes(UTF_8),
            "Authorization",
            "Bearer " + Hub.TOKEN,
            "Content-Type",
            "text/csv");
    var body = Goods.cashSale(id, "S-" + id, 2, 2_000)
        .replaceFirst("\\{", "{\"receiptToken\": \"%s\",".formatted(receiptToken));
    return hub.http().post("/api/v1/sales", body);
  }

  @Test
  void the_page_is_there_as_soon_as_the_sale_is() {
    var early = visit("/r/" + token);
    assertThat(early.status()).isEqualTo(404);
    assertThat(early.body()).contains("Not here yet").contains("look again");
    var sale = sell(UUID.randomUUID(), "Beach Mug", token);
    assertThat(sale.status()).as(sale.body()).isEqualTo(201);
    var page = visit("/r/" + token);
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body())
        .contains("Lark &amp; Linden", "Beach Mug", "$40.00", "2 × $20.00", "$3.30", "$43.30")
        .doesNotContain("Cora", "htmx", "<script");
  }

  @Test
  void the_pdf_is_there_too() {
    assertThat(visit("/r/" + token + "/receipt.pdf").status()).isEqualTo(404);
    sell(UUID.randomUUID(), "Beach Mug", token);
    var pdf = visit("/r/" + token + "/receipt.pdf");
    assertThat(pdf.status()).isEqualTo(200);
    assertThat(pdf.header("Content-Type")).isEqualTo("application/pdf");
    assertThat(pdf.body()).startsWith("%PDF-");
  }

  @Test
  void no_engine_and_no_cache_keeps_it() {
    sell(UUID.randomUUID(), "Beach Mug", token);
    for (var path : new String[] {"/r/" + token, "/r/" + token + "/receipt.pdf", "/r/nothing"}) {
      var answer = visit(path);
      assertThat(answer.header("X-Robots-Tag")).contains("noindex");
      assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
      assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
      assertThat(answer.header("Content-Security-Policy")).contains("default-src 'self'");
    }
  }

  @Test
  void A52_a_products_name_is_text() {
    sell(UUID.randomUUID(), "<script>alert(1)</script><img src=x onerror=alert(2)>", token);
    assertThat(visit("/r/" + token).body())
        .contains("&lt;script&gt;")
        .doesNotContain("<script", "<img");
  }

  @Test
  void a_sale_reported_again_has_the_page_once_and_a_token_never_moves() {
    var id = UUID.randomUUID();
    sell(id, "First", token);
    sell(UUID.randomUUID(), "Second", token);
    assertThat(visit("/r/" + token).body()).contains("First").doesNotContain("Second");
  }

  @Test
  void a_token_that_could_be_guessed_is_refused() {
    var answer = sell(UUID.randomUUID(), "Beach Mug", "1234");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.field()).isEqualTo("receiptToken");
  }

  @Test
  void what_is_no_token_looks_like_a_sale_on_its_way() {
    for (var odd : new String[] {"x", "%27%20or%201=1", "..%5c..", "a".repeat(300)}) {
      assertThat(visit("/r/" + odd).status()).as(odd).isIn(400, 404);
    }
  }

  @Test
  void a_flood_is_turned_away_and_over_in_a_moment() {
    var now = new AtomicReference<>(Instant.parse("2026-11-22T15:00:00Z"));
    InstantSource clock = () -> Objects.requireNonNull(now.get());
    var door = new ReceiptDoor(clock);
    int let = 0;
    for (int i = 0; i < 10 * ReceiptDoor.PER_SECOND; i++) {
      if (door.enter()) {
        let++;
        door.leave();
      }
    }
    assertThat(let).isEqualTo(2 * ReceiptDoor.PER_SECOND);
    now.set(now.get().plusSeconds(1));
    assertThat(door.enter()).isTrue();
  }
}
