package dev.tillbridge.sandbox.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.sandbox.World;
import dev.tillbridge.sandbox.wire.Json;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Batches, files, mails, limits, settings, other apps and the end of access. */
final class CompanyWaysTest {

  private final Books books = new Books();

  @AfterEach
  void stop() {
    books.close();
  }

  @Test
  void each_item_of_a_batch_ends_by_itself_and_the_whole_can_be_repeated() {
    var batch = """
        {"BatchItemRequest":[
         {"bId":"1","operation":"create","SalesReceipt":%s},
         {"bId":"2","operation":"create","SalesReceipt":%s},
         {"bId":"3","Query":"select * from SalesReceipt where DocNumber in ('S-1','S-9')"}]}""".formatted(
            books.sold("S-1", "10.00", "0.83", ""), books.sold("S-1", "10.00", "0.83", ""));
    var first = books.send("/batch?requestid=b-1", batch);
    var told = books.world.ok(first).path("BatchItemResponse");
    assertThat(Json.text(told.at("/0/SalesReceipt"), "DocNumber")).isEqualTo("S-1");
    assertThat(Json.text(told.at("/1/Fault/Error/0"), "code")).isEqualTo("6140");
    assertThat(told.at("/2/QueryResponse/SalesReceipt").size()).isEqualTo(1);
    assertThat(books.send("/batch?requestid=b-1", batch).body()).isEqualTo(first.body());
    assertThat(books.world.truth("quickbooks").path("documents").size()).isEqualTo(1);
    books.refused("/batch?requestid=" + "x".repeat(37), batch, "2050");
    books.refused("/batch", "{\"BatchItemRequest\":[" + "{},".repeat(30) + "{}]}", "2010");
  }

  @Test
  void the_41st_batch_in_a_minute_is_refused_while_other_requests_go_on() {
    books.clock.pass(Duration.ofMinutes(2));
    int served = 0;
    for (int i = 0; i < 41; i++) {
      var answer = books.send(
          "/batch",
          "{\"BatchItemRequest\":[{\"bId\":\"1\",\"Query\":\"select *" + " from Customer\"}]}");
      served += answer.statusCode() == 200 ? 1 : 0;
    }
    assertThat(served).isEqualTo(40);
    assertThat(books.query("select * from Customer").path("Customer").size()).isEqualTo(2);
    assertThat(books.world.truth("quickbooks").path("batches").intValue()).isEqualTo(40);
  }

  @Test
  void the_eleventh_request_at_the_same_moment_is_refused() {
    books.world.faults("quickbooks", "{\"latencyMs\":1500}");
    var answers = new ArrayList<CompletableFuture<HttpResponse<String>>>();
    try (var threads = Executors.newFixedThreadPool(11)) {
      for (int i = 0; i < 11; i++) {
        answers.add(CompletableFuture.supplyAsync(
            () -> {
              // Time passes by itself, so the number in a second is never the reason.
              books.clock.pass(Duration.ofMillis(200));
              return books.world.books(books.token, "/query", "select * from Customer");
            },
            threads));
      }
      assertThat(answers.stream().filter(a -> a.join().statusCode() == 429).count())
          .isEqualTo(1);
    }
    var truth = books.world.truth("quickbooks");
    assertThat(truth.path("peakConcurrent").intValue()).isEqualTo(11);
    assertThat(truth.path("overLimit").intValue()).isEqualTo(1);
  }

  @Test
  void a_file_is_kept_to_the_byte_and_hangs_on_its_document() throws Exception {
    var receipt = books.ok("/salesreceipt", books.sold("S-1", "10.00", "0", ""));
    var head = ("--b0\r\nContent-Disposition: form-data; name=\"file_metadata_01\"\r\n"
            + "Content-Type: application/json\r\n\r\n"
            + "{\"AttachableRef\":[{\"EntityRef\":{\"type\":\"SalesReceipt\",\"value\":\"%s\"}}],"
            + "\"FileName\":\"r.pdf\",\"ContentType\":\"application/pdf\"}\r\n--b0\r\n"
            + "Content-Disposition: form-data; name=\"file_content_01\"; filename=\"r.pdf\"\r\n"
            + "Content-Type: application/pdf\r\n\r\n")
        .formatted(Json.text(receipt, "Id"));
    var file = new byte[] {'%', 'P', 'D', 'F', 0, (byte) 0xE2, (byte) 0xFF, 10, 13};
    var body = new java.io.ByteArrayOutputStream();
    body.write(head.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    body.write(file);
    body.write("\r\n--b0--\r\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    var answer = books.world.send(HttpRequest.newBuilder(books.world.uri(World.COMPANY + "/upload"))
        .header("Authorization", "Bearer " + books.token)
        .header("Content-Type", "multipart/form-data; boundary=b0")
        .POST(BodyPublishers.ofByteArray(body.toByteArray())));
    var kept = books.world.ok(answer).at("/AttachableResponse/0/Attachable");
    assertThat(Json.text(kept, "Size")).isEqualTo("9");
    var found = books.query("select Id from attachable where AttachableRef.EntityRef.Type ="
        + " 'salesreceipt' and AttachableRef.EntityRef.value = '" + Json.text(receipt, "Id") + "'");
    assertThat(Json.text(found.at("/Attachable/0"), "Id")).isEqualTo(Json.text(kept, "Id"));
    var told = books.world.truth("quickbooks").at("/files/0");
    assertThat(Json.text(told, "document")).isEqualTo(Json.text(receipt, "Id"));
    assertThat(Json.text(told, "sha256"))
        .isEqualTo(java.util.HexFormat.of()
            .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(file)));
  }

  @Test
  void what_is_not_tracked_cannot_be_named_or_made() {
    var location = Json.text(books.ok("/department", "{\"Name\":\"Main\"}"), "Id");
    var named = "\"DepartmentRef\":{\"value\":\"%s\"}".formatted(location);
    books.ok("/salesreceipt", books.sold("S-1", "10.00", "0", named));
    assertThat(Json.text(books.world.truth("quickbooks").at("/documents/0"), "department"))
        .isEqualTo("Main");
    books.control("/company", "{\"trackLocations\":false,\"trackClasses\":\"OFF\"}");
    books.refused("/salesreceipt", books.sold("S-2", "10.00", "0", named), "6000");
    books.refused("/department", "{\"Name\":\"Other\"}", "6000");
    books.refused("/class", "{\"Name\":\"Counter\"}", "6000");
    var told = books.query("select * from Preferences").at("/Preferences/0/AccountingInfoPrefs");
    assertThat(told.path("TrackDepartments").asBoolean(true)).isFalse();
    assertThat(told.path("ClassTrackingPerTxnLine").asBoolean(true)).isFalse();
  }

  @Test
  void an_invoice_is_mailed_to_an_address_and_says_so() {
    var invoice = books.ok("/invoice", books.sold("I-1", "10.00", "0", ""));
    books.refused("/invoice/" + Json.text(invoice, "Id") + "/send", "", "6000");
    var sent = books.ok("/invoice/" + Json.text(invoice, "Id") + "/send?sendTo=a@example.com", "");
    assertThat(Json.text(sent, "EmailStatus")).isEqualTo("EmailSent");
    assertThat(Json.text(books.world.truth("quickbooks").at("/mails/0"), "to"))
        .isEqualTo("a@example.com");
  }

  @Test
  void closed_books_take_nothing_and_give_nothing_up() {
    var receipt = books.ok("/salesreceipt", books.sold("S-1", "10.00", "0", ""));
    books.control("/company", "{\"closeDate\":\"2026-11-22\"}");
    books.refused("/salesreceipt", books.sold("S-2", "10.00", "0", ""), "6200");
    var gone = "{\"Id\":\"%s\",\"SyncToken\":\"0\"}".formatted(Json.text(receipt, "Id"));
    books.refused("/salesreceipt?operation=delete", gone, "6200");
    books.ok(
        "/salesreceipt", books.sold("S-2", "10.00", "0", "").replace("2026-11-22", "2026-11-23"));
    books.control("/company", "{\"closeDate\":null}");
    books.ok("/salesreceipt?operation=delete", gone);
  }

  @Test
  void tax_comes_out_as_the_company_is_set_up() {
    books.control("/company", "{\"taxOffMinor\":1}");
    var off = books.ok("/salesreceipt", books.sold("S-1", "4495.16", "448.39", ""));
    assertThat(Json.text(off.path("TxnTaxDetail"), "TotalTax")).isEqualTo("448.40");
    assertThat(Json.text(off, "TotalAmt")).isEqualTo("4943.56");
    books.control("/company", "{\"taxOffMinor\":0,\"automatedSalesTax\":true}");
    var computed = books.ok(
        "/salesreceipt",
        books
            .sold("S-2", "100.00", "0", "")
            .replace("\"TxnTaxDetail\":{\"TotalTax\":0}", "\"PrivateNote\":\"x\""));
    assertThat(Json.text(computed.path("TxnTaxDetail"), "TotalTax")).isEqualTo("8.25");
  }

  @Test
  void elsewhere_every_line_has_a_tax_code_and_its_rate_makes_the_tax() {
    books.control("/company", """
        {"country":"GB","taxes":[{"code":"20.0% S","percent":20,"agency":"HMRC",
         "account":"VAT Control"}]}""");
    books.refused(
        "/salesreceipt",
        books.sold("S-1", "100.00", "20.00", "").replace(",\"TaxCodeRef\":{\"value\":\"TAX\"}", ""),
        "6000");
    var code = books.id("TaxCode", "20.0% S");
    var body = books.sold("S-1", "100.00", "19.99", "").replace("\"TAX\"", "\"" + code + "\"");
    var receipt = books.ok("/salesreceipt", body);
    assertThat(Json.text(receipt, "TotalAmt")).isEqualTo("120.00");
    assertThat(books.balance("VAT Control")).isEqualTo("-20.00");
    var rate =
        Json.text(receipt.at("/TxnTaxDetail/TaxLine/0/TaxLineDetail/TaxRateRef"), "value", "");
    var told = body.replace("S-1", "S-2")
        .replace(
            "{\"TotalTax\":19.99}",
            "{\"TotalTax\":19.99,\"TaxLine\":[{\"Amount\":19.99,\"DetailType\":\"TaxLineDetail\","
                + "\"TaxLineDetail\":{\"TaxRateRef\":{\"value\":\"" + rate + "\"}}}]}");
    assertThat(Json.text(books.ok("/salesreceipt", told), "TotalAmt")).isEqualTo("119.99");
  }

  @Test
  void another_app_and_a_person_book_edit_and_delete_without_our_token() {
    var made = books.control("/documents", """
        {"type":"SalesReceipt","document":{"DocNumber":"WEB-1","TxnDate":"2026-11-22",
         "CustomerRef":{"name":"Web customer"},"TxnTaxDetail":{"TotalTax":0.83},
         "Line":[{"Amount":10.00,"DetailType":"SalesItemLineDetail","SalesItemLineDetail":
           {"ItemRef":{"name":"Tips"},"TaxCodeRef":{"value":"TAX"}}}]}}""");
    var id = Json.text(made, "Id");
    var edited = books.control("/documents", """
        {"type":"SalesReceipt","operation":"update","document":{"Id":"%s",
         "TxnTaxDetail":{"TotalTax":0.84}}}""".formatted(id));
    assertThat(Json.text(edited, "TotalAmt")).isEqualTo("10.84");
    var changes = books.get("/cdc?entities=SalesReceipt&changedSince=2026-11-22T00:00:00Z");
    assertThat(Json.text(changes.at("/CDCResponse/0/QueryResponse/0/SalesReceipt/0"), "Id"))
        .isEqualTo(id);
    books.control(
        "/documents",
        "{\"type\":\"SalesReceipt\",\"operation\":\"delete\",\"document\":{\"Id\":\"" + id
            + "\"}}");
    assertThat(books.world.truth("quickbooks").path("documents").size()).isZero();
  }

  @Test
  void with_access_revoked_every_token_is_dead_until_a_person_consents_again() throws Exception {
    var refresh = Json.text(
        books.world.refresh(Json.text(books.control("/connection", "{}"), "refreshToken", "")),
        "refresh_token",
        "");
    books.control("/connection", "{\"revoked\":true}");
    assertThat(books.send("/query", "select * from Customer").statusCode()).isEqualTo(401);
    assertThat(books.world.refreshed(refresh).statusCode()).isEqualTo(400);
    var consent = books.world.get(
        "/quickbooks/connect/oauth2?client_id=demo-qbo&response_type=code&state=s%201"
            + "&redirect_uri=http%3A%2F%2Flocalhost%2Fback");
    assertThat(consent.statusCode()).isEqualTo(302);
    var back = URI.create(consent.headers().firstValue("Location").orElseThrow());
    var told = dev.tillbridge.sandbox.wire.Call.form(back.getRawQuery());
    assertThat(told).containsEntry("state", "s 1").containsEntry("realmId", "9130350000000001");
    var form = "grant_type=authorization_code&redirect_uri=http%3A%2F%2Flocalhost%2Fback&code="
        + told.get("code");
    var basic = "Basic "
        + java.util.Base64.getEncoder()
            .encodeToString(
                "demo-qbo:demo-qbo-secret".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    var tokens = books.world.ok(
        books.world.post("/quickbooks/oauth2/v1/tokens/bearer", form, "Authorization", basic));
    assertThat(books.world.refreshed(Json.text(tokens, "refresh_token", "")).statusCode())
        .isEqualTo(200);
    assertThat(books
            .world
            .post("/quickbooks/oauth2/v1/tokens/bearer", form, "Authorization", basic)
            .statusCode())
        .as("a code is good once")
        .isEqualTo(400);
  }
}
