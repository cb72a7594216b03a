package dev.tillbridge.sandbox.quickbooks;

import static dev.tillbridge.sandbox.World.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.sandbox.SandboxOptions;
import dev.tillbridge.sandbox.TestClock;
import dev.tillbridge.sandbox.World;
import dev.tillbridge.sandbox.wire.Json;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class BooksRulesTest {

  private final TestClock clock = new TestClock();
  private final World world = World.start(SandboxOptions.defaults().at(clock));
  private String token = "";
  private String mug = "";
  private String customer = "";

  @BeforeEach
  void signIn() {
    token = world.booksToken();
    mug = Json.text(
        world.query(token, "select * from Item where Sku = 'MUG'").at("/Item/0"), "Id", "");
    customer = Json.text(
        world
            .query(token, "select * from Customer where DisplayName = 'Walk-in customer'")
            .at("/Customer/0"),
        "Id",
        "");
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void a_receipt_comes_back_whole_with_an_id_a_token_and_a_total() {
    var receipt = world.ok(post("?minorversion=75&", "S-1")).path("SalesReceipt");
    assertThat(Json.text(receipt, "SyncToken")).isEqualTo("0");
    assertThat(Json.text(receipt, "TotalAmt")).isEqualTo("43.28");
    assertThat(Json.text(receipt.path("CustomerRef"), "name")).isEqualTo("Walk-in customer");
    var found = query("select * from SalesReceipt where DocNumber = 'S-1'");
    assertThat(found.at("/SalesReceipt/0/Id")).isEqualTo(receipt.path("Id"));
    assertThat(query("select * from SalesReceipt where DocNumber = 'S-2'").isEmpty())
        .isTrue();
  }

  @Test
  void a_repeated_requestid_gets_the_original_answer_again() {
    var first = post("?requestid=r-1&minorversion=75&", "S-1");
    var second = post("?requestid=r-1&minorversion=75&", "S-1");
    assertThat(second.body()).isEqualTo(first.body());
    var truth = world.truth("quickbooks");
    assertThat(truth.path("documents").size()).isEqualTo(1);
    assertThat(truth.at("/effects/S-1/count").intValue()).isEqualTo(1);
    assertThat(truth.path("requestIds").intValue()).isEqualTo(1);
  }

  @Test
  void a_requestid_over_50_characters_is_refused() {
    assertFault(post("?requestid=" + "x".repeat(51), "S-1"), 400, "2050");
  }

  @Test
  void a_refused_request_can_be_repeated_under_the_same_requestid() {
    assertFault(
        books("/salesreceipt?requestid=r-1", receipt("S-1").replace(mug, "99999")), 400, "2500");
    world.ok(post("?requestid=r-1", "S-1"));
  }

  @Test
  void a_document_number_is_used_once_and_has_at_most_21_characters() {
    world.ok(post("?requestid=r-1", "S-1"));
    assertFault(post("?requestid=r-2", "S-1"), 400, "6140");
    assertFault(post("", "x".repeat(22)), 400, "2050");
    assertThat(world.truth("quickbooks").path("documents").size()).isEqualTo(1);
  }

  @Test
  void a_stale_SyncToken_is_refused_and_the_current_one_moves_on() {
    var receipt = world.ok(post("", "S-1")).path("SalesReceipt");
    var sparse = Json.object().put("sparse", true).put("PrivateNote", "seen");
    sparse.put("Id", Json.text(receipt, "Id")).put("SyncToken", "0");
    var updated = world.ok(books("/salesreceipt?operation=update", Json.write(sparse)));
    assertThat(Json.text(updated.path("SalesReceipt"), "SyncToken")).isEqualTo("1");
    assertThat(Json.text(updated.path("SalesReceipt"), "DocNumber")).isEqualTo("S-1");
    assertFault(books("/salesreceipt?operation=update", Json.write(sparse)), 400, "5010");
  }

  @Test
  void a_deleted_receipt_is_gone_and_CDC_tells_of_it() {
    var receipt = world.ok(post("", "S-1")).path("SalesReceipt");
    var wish = Json.object().put("Id", Json.text(receipt, "Id")).put("SyncToken", "0");
    world.ok(books("/salesreceipt?operation=delete", Json.write(wish)));
    var read = get("/salesreceipt/" + Json.text(receipt, "Id"));
    assertFault(read, 400, "610");
    var changes =
        world.ok(get("/cdc?entities=SalesReceipt,Customer&changedSince=2026-11-22T00:00:00Z"));
    assertThat(
            changes.at("/CDCResponse/0/QueryResponse/0/SalesReceipt/0/status").stringValue())
        .isEqualTo("Deleted");
    assertThat(changes.at("/CDCResponse/0/QueryResponse/1/Customer").size()).isEqualTo(2);
  }

  @Test
  void unknown_items_customers_and_accounts_are_refused() {
    assertFault(
        books(
            "/salesreceipt",
            receipt("S-1").replace("\"value\":\"" + customer + "\"}}", "\"value\":\"777\"}}")),
        400,
        "2500");
    var body = Objects.requireNonNull(Json.parseObject(receipt("S-1")));
    body.putObject("DepositToAccountRef").put("value", "778");
    assertFault(books("/salesreceipt", Json.write(body)), 400, "2500");
  }

  @Test
  void lines_and_totals_must_add_up() {
    assertFault(books("/salesreceipt", receipt("S-1").replace("39.98", "39.97")), 400, "6070");
    var body = Objects.requireNonNull(Json.parseObject(receipt("S-1")));
    body.put("TotalAmt", new java.math.BigDecimal("43.29"));
    assertFault(books("/salesreceipt", Json.write(body)), 400, "6000");
  }

  @Test
  void a_refund_needs_an_account_to_pay_from() {
    assertFault(books("/refundreceipt", receipt("R-1")), 400, "2020");
  }

  @Test
  void display_names_are_unique() {
    assertFault(books("/customer", "{\"DisplayName\":\"Walk-in customer\"}"), 400, "6240");
    var made = world.ok(books("/customer", "{\"DisplayName\":\"O'Brien\"}"));
    var found = query("select * from Customer where DisplayName = 'O\\'Brien'");
    assertThat(found.at("/Customer/0/Id")).isEqualTo(made.at("/Customer/Id"));
  }

  @Test
  void a_compressed_body_is_understood() throws Exception {
    var packed = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(packed)) {
      out.write(receipt("S-1").getBytes(StandardCharsets.UTF_8));
    }
    var answer = world.send(
        HttpRequest.newBuilder(world.uri(World.COMPANY + "/salesreceipt?minorversion=75&"))
            .header("Authorization", "Bearer " + token)
            .header("Content-Encoding", "gzip")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(packed.toByteArray())));
    assertThat(world.ok(answer).at("/SalesReceipt/DocNumber").stringValue()).isEqualTo("S-1");
  }

  @Test
  void the_eleventh_request_in_a_second_is_refused_and_counted() {
    clock.pass(Duration.ofSeconds(2));
    for (int i = 0; i < 10; i++) {
      query("select * from Customer");
    }
    var refused = books("/query", "select * from Customer");
    assertFault(refused, 429, "3001");
    assertThat(world.truth("quickbooks").path("overLimit").intValue()).isEqualTo(1);
    clock.pass(Duration.ofSeconds(1));
    query("select * from Customer");
  }

  @Test
  void more_than_500_requests_in_a_minute_are_refused() {
    clock.pass(Duration.ofMinutes(2));
    int served = 0;
    for (int second = 0; second < 51; second++) {
      for (int i = 0; i < 10; i++) {
        served += books("/query", "select count(*) from Customer").statusCode() == 200 ? 1 : 0;
      }
      clock.pass(Duration.ofSeconds(1));
    }
    assertThat(served).isEqualTo(500);
    assertThat(world.truth("quickbooks").path("overLimit").intValue()).isEqualTo(10);
  }

  @Test
  void a_bad_token_is_401_with_3200_and_tokens_end_after_an_hour() {
    assertFault(world.books("guess", "/query", "select * from Item"), 401, "3200");
    clock.pass(Duration.ofHours(1));
    assertFault(books("/query", "select * from Item"), 401, "3200");
  }

  @Test
  void a_used_refresh_token_is_dead_and_the_new_one_lives() {
    var used = world.refreshed("demo-qbo-refresh-1");
    assertThat(used.statusCode()).isEqualTo(400);
    assertThat(Json.text(json(used), "error")).isEqualTo("invalid_grant");
    world.ok(world.post("/sandbox/reset", ""));
    var fresh = Json.text(world.refresh("demo-qbo-refresh-1"), "refresh_token", "");
    assertThat(world.refreshed(fresh).statusCode()).isEqualTo(200);
  }

  @Test
  void items_are_seeded_with_the_catalogue_and_found_by_several_skus() {
    var found =
        query("select * from Item where Sku in ('MUG', 'GIFT', 'NOPE') orderby Sku maxresults 5");
    assertThat(found.path("Item").size()).isEqualTo(2);
    assertThat(found.path("maxResults").intValue()).isEqualTo(2);
    assertThat(found.at("/Item/0/Sku").stringValue()).isEqualTo("GIFT");
    assertFault(books("/query", "select * form Item"), 400, "4001");
  }

  private HttpResponse<String> post(String parameters, String number) {
    return books("/salesreceipt" + parameters, receipt(number));
  }

  private HttpResponse<String> books(String path, String body) {
    return world.books(token, path, body);
  }

  private HttpResponse<String> get(String path) {
    return world.get(World.COMPANY + path, "Authorization", "Bearer " + token);
  }

  private JsonNode query(String text) {
    return world.query(token, text);
  }

  private String receipt(String number) {
    return """
    {"DocNumber":"%s","TxnDate":"2026-11-22","Line":[{"Amount":39.98,
    "DetailType":"SalesItemLineDetail","SalesItemLineDetail":{"ItemRef":{"value":"%s"},
    "UnitPrice":19.99,"Qty":2,"TaxCodeRef":{"value":"TAX"}}}],
    "TxnTaxDetail":{"TotalTax":3.30},"CustomerRef":{"value":"%s"}}""".formatted(number, mug, customer);
  }

  private static void assertFault(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(Json.text(json(answer).at("/Fault/Error/0"), "code")).isEqualTo(code);
  }
}
