package dev.tillbridge.sandbox.xero;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.sandbox.SandboxOptions;
import dev.tillbridge.sandbox.TestClock;
import dev.tillbridge.sandbox.World;
import dev.tillbridge.sandbox.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules that Xero is known to hold callers to. Every amount here is worked out by hand. */
final class XeroRulesTest {

  private static final String API = "/xero/api.xro/2.0/";

  private final TestClock clock = new TestClock();
  private final World world = World.start(SandboxOptions.defaults().at(clock));
  private final String token = Json.text(
      world.ok(world.post(
          "/xero/connect/token",
          "grant_type=refresh_token&refresh_token=" + Xero.FIRST_REFRESH_TOKEN,
          "Authorization",
          "Basic "
              + Base64.getEncoder()
                  .encodeToString((Xero.CLIENT_ID + ":" + Xero.CLIENT_SECRET)
                      .getBytes(StandardCharsets.UTF_8)))),
      "access_token",
      "");

  @AfterEach
  void everyDocumentAddsUp() {
    var sum = BigDecimal.ZERO;
    for (var line : world.ok(world.get("/sandbox/xero/ledger")).path("ledger")) {
      sum = sum.add(new BigDecimal(Json.text(line, "amount", "")));
    }
    assertThat(sum).isEqualByComparingTo("0");
    world.close();
  }

  @Test
  void an_invoice_is_owed_until_it_is_paid() {
    var id = Json.text(
        world.ok(put("Invoices", invoice("I-1", "19.99", "1.65", ""), "k-1")).at("/Invoices/0"),
        "InvoiceID");
    assertThat(balance("Accounts Receivable")).isEqualTo("21.64");
    assertThat(balance("Sales")).isEqualTo("-19.99");
    assertThat(balance("Sales Tax")).isEqualTo("-1.65");
    var paid = """
        {"Invoice":{"InvoiceID":"%s"},"Account":{"Code":"%s"},"Date":"2026-11-22","Amount":%s}""";
    assertThat(wrong(put("Payments", paid.formatted(id, "1010", "21.65"), "k-2")))
        .contains("exceeds the amount outstanding");
    assertThat(wrong(put("Payments", paid.formatted(id, "2300", "21.64"), "k-3")))
        .contains("Account type is invalid");
    world.ok(put("Payments", paid.formatted(id, "1010", "21.64"), "k-4"));
    assertThat(balance("Accounts Receivable")).isEqualTo("0.00");
    assertThat(balance("Cash on hand - till")).isEqualTo("21.64");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"AccountCode\":\"999\" | is not a valid code",
        "\"AccountCode\":\"610\" | a bank account or a system account",
        "\"AccountCode\":\"090\" | a bank account or a system account",
        "\"LineAmount\":20.00 | does not match the expected line total",
        "\"ItemCode\":\"NONE-SUCH\" | Item code 'NONE-SUCH' is not valid",
        "\"TaxType\":\"OUTPUT9\" | TaxType code 'OUTPUT9' does not exist",
        "\"TaxType\":\"NONE\" | tax amount must be zero"
      })
  void a_line_that_xero_would_not_take_is_refused(String field, String why) {
    assertThat(wrong(put("Invoices", invoice("I-1", "19.99", "1.65", field), "k-1")))
        .contains(why);
    assertThat(world.truth("xero").path("documents")).isEmpty();
  }

  @Test
  void a_number_is_taken_once_and_a_key_gives_its_answer_again_for_a_while() {
    var body = invoice("I-1", "19.99", "1.65", "");
    var first = put("Invoices", body, "k-1").body();
    assertThat(put("Invoices", body, "k-1").body()).isEqualTo(first);
    assertThat(wrong(put("Invoices", invoice("I-2", "19.99", "1.65", ""), "k-1")))
        .contains("used for another request");
    assertThat(wrong(put("Invoices", body, "k-2"))).contains("must be unique");
    clock.pass(Duration.ofMinutes(7));
    assertThat(wrong(put("Invoices", body, "k-1"))).contains("must be unique");
    assertThat(world.truth("xero").path("documents")).hasSize(1);
  }

  @Test
  void a_journal_balances_and_touches_no_bank_account() {
    var journal = """
        {"Narration":"n","Date":"2026-11-22","Status":"POSTED","JournalLines":[
          {"LineAmount":5.00,"AccountCode":"%s"},{"LineAmount":-%s,"AccountCode":"200"}]}""";
    assertThat(wrong(put("ManualJournals", journal.formatted("1010", "4.00"), "k-1")))
        .contains("must equal total credits");
    assertThat(wrong(put("ManualJournals", journal.formatted("090", "5.00"), "k-2")))
        .contains("a bank account or a system account");
    world.ok(put("ManualJournals", journal.formatted("1010", "5.00"), "k-3"));
    assertThat(balance("Cash on hand - till")).isEqualTo("5.00");
  }

  @Test
  void only_who_is_let_in_is_answered_and_sixty_times_a_minute() {
    assertThat(world.get(API + "Organisation").statusCode()).isEqualTo(401);
    var other = world.get(
        API + "Organisation", "Authorization", "Bearer " + token, "Xero-Tenant-Id", "another");
    assertThat(other.statusCode()).isEqualTo(403);
    for (int i = 0; i < 60; i++) {
      assertThat(get("Organisation").statusCode()).isEqualTo(200);
    }
    var tooMany = get("Organisation");
    assertThat(tooMany.statusCode()).isEqualTo(429);
    assertThat(tooMany.headers().firstValue("X-Rate-Limit-Problem")).hasValue("minute");
    assertThat(tooMany.headers().firstValue("Retry-After")).isPresent();
  }

  /** An invoice of one line; a field of it may be another. */
  private static String invoice(String number, String amount, String tax, String field) {
    var line = Json.object();
    line.put("Description", "Mug").put("UnitAmount", new BigDecimal(amount));
    line.put("AccountCode", "200").put("TaxType", "OUTPUT").put("TaxAmount", new BigDecimal(tax));
    var own = Json.parseObject("{" + field + "}");
    if (own != null) {
      own.properties().forEach(one -> line.set(one.getKey(), one.getValue()));
    }
    return """
        {"Invoices":[{"Type":"ACCREC","InvoiceNumber":"%s","Contact":{"Name":"Walk-in customer"},
         "Date":"2026-11-22","DueDate":"2026-11-22","Status":"AUTHORISED","LineItems":[%s]}]}""".formatted(number, Json.write(line));
  }

  private HttpResponse<String> put(String path, String body, String key) {
    try {
      return world.send(HttpRequest.newBuilder(world.uri(API + path))
          .PUT(BodyPublishers.ofString(body))
          .headers(
              "Authorization",
              "Bearer " + token,
              "Xero-Tenant-Id",
              Xero.TENANT,
              "Idempotency-Key",
              key));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpResponse<String> get(String path) {
    return world.get(API + path, "Authorization", "Bearer " + token, "Xero-Tenant-Id", Xero.TENANT);
  }

  private static String wrong(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    return Json.text(
        World.json(answer).path("Elements").path(0).path("ValidationErrors").path(0),
        "Message",
        "");
  }

  private String balance(String account) {
    return Json.text(world.truth("xero").path("balances"), account, "none");
  }
}
