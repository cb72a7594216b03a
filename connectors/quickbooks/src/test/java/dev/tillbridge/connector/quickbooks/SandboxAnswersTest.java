package dev.tillbridge.connector.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tillbridge.sandbox.Sandbox;
import dev.tillbridge.sandbox.SandboxOptions;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the simulated company answers is what Intuit's own classes and schema expect, kind by kind, so
 * that a test against it is a test against QuickBooks as far as its form goes.
 */
final class SandboxAnswersTest {

  private static final String COMPANY = "/quickbooks/v3/company/9130350000000001";

  private final HttpClient http = HttpClient.newHttpClient();
  // Each look at the clock is a fifth of a second later, so no limit is ever in the way.
  private final AtomicLong looks = new AtomicLong();
  private Sandbox sandbox;
  private String token = "";

  @BeforeEach
  void open() throws IOException, InterruptedException {
    sandbox = Sandbox.start(SandboxOptions.defaults()
        .at(() -> Instant.parse("2026-11-22T14:00:00Z").plusMillis(200 * looks.getAndIncrement())));
    post("/sandbox/catalog", """
        {"currency":"USD","taxRatePpm":82500,"products":[{"title":"Mug","handle":"mug","vendor":null,
         "variants":[{"sku":"MUG","barcode":null,"title":null,"price":"19.99","image":null,
         "taxable":true}]}]}""");
    var basic = Base64.getEncoder()
        .encodeToString("demo-qbo:demo-qbo-secret".getBytes(StandardCharsets.UTF_8));
    token = ask(HttpRequest.newBuilder(uri("/quickbooks/oauth2/v1/tokens/bearer"))
            .header("Authorization", "Basic " + basic)
            .POST(BodyPublishers.ofString(
                "grant_type=refresh_token&refresh_token=demo-qbo-refresh-1")))
        .path("access_token")
        .asText();
  }

  @AfterEach
  void stop() {
    sandbox.close();
    http.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Account", "Customer", "Item", "TaxAgency", "TaxCode", "CompanyInfo", "Preferences"
      })
  void what_a_company_comes_with(String kind) throws Exception {
    var found = query(kind);
    assertThat(found).isNotEmpty();
    found.forEach(row -> IntuitJudge.judge(kind, row));
  }

  @Test
  void taxes_of_another_country() throws Exception {
    post("/sandbox/quickbooks/company", """
        {"country":"GB","closeDate":"2026-01-31","taxes":[{"code":"20.0% S","percent":20,
         "agency":"HMRC","account":"VAT Control"}]}""");
    for (var kind : new String[] {"TaxCode", "TaxRate", "TaxAgency", "Preferences"}) {
      query(kind).forEach(row -> IntuitJudge.judge(kind, row));
    }
    var code = id("TaxCode", "Name", "20.0% S");
    var receipt = create("SalesReceipt", sold("S-1").replace("\"TAX\"", "\"" + code + "\""));
    assertThat(receipt.at("/TxnTaxDetail/TaxLine/0/TaxLineDetail/TaxPercent").asInt())
        .isEqualTo(20);
  }

  @Test
  void names_that_are_made() throws Exception {
    create("Class", "{\"Name\":\"Web\"}");
    create("Department", "{\"Name\":\"Main Street\"}");
    create("PaymentMethod", "{\"Name\":\"Card\"}");
    create("Customer", "{\"DisplayName\":\"Ada\"}");
    create("Account", "{\"Name\":\"Rounding\",\"AccountType\":\"Income\"}");
    create(
        "Item",
        "{\"Name\":\"Cup\",\"Sku\":\"CUP\",\"Type\":\"NonInventory\",\"IncomeAccountRef\":"
            + "{\"value\":\"" + id("Account", "Name", "Sales of Product Income") + "\"}}");
    create("Attachable", "{\"Note\":\"seen\"}");
  }

  @Test
  void every_kind_of_document() throws Exception {
    var till = "\"DepositToAccountRef\":{\"value\":\""
        + id("Account", "Name", "Cash on hand - till") + "\"},";
    var lying = create("SalesReceipt", sold("S-1"));
    create("RefundReceipt", "{" + till + sold("R-1").substring(1));
    var invoice = create("Invoice", sold("I-1"));
    create("CreditMemo", sold("C-1"));
    create("Payment", """
        {"CustomerRef":{"value":"%s"},"TotalAmt":20.00,"Line":[{"Amount":20.00,"LinkedTxn":[
         {"TxnId":"%s","TxnType":"Invoice"}]}]}""".formatted(
            invoice.at("/CustomerRef/value").asText(), invoice.path("Id").asText()));
    IntuitJudge.judge("Invoice", query("Invoice").path(0));
    create("JournalEntry", """
        {"Line":[{"Amount":3.00,"DetailType":"JournalEntryLineDetail","JournalEntryLineDetail":
          {"PostingType":"Debit","AccountRef":{"value":"%1$s"}}},
         {"Amount":3.00,"DetailType":"JournalEntryLineDetail","JournalEntryLineDetail":
          {"PostingType":"Credit","AccountRef":{"value":"%2$s"}}}]}""".formatted(
            id("Account", "Name", "Payment fees"), id("Account", "Name", "Checking")));
    create("Deposit", """
        {"DepositToAccountRef":{"value":"%s"},"Line":[
         {"Amount":23.00,"LinkedTxn":[{"TxnId":"%s","TxnType":"SalesReceipt","TxnLineId":"0"}]},
         {"Amount":-1.25,"DetailType":"DepositLineDetail","DepositLineDetail":
           {"AccountRef":{"value":"%s"}}}]}""".formatted(
            id("Account", "Name", "Checking"),
            lying.path("Id").asText(),
            id("Account", "Name", "Payment fees")));
    var sent = post(
        COMPANY + "/invoice/" + invoice.path("Id").asText() + "/send?sendTo=a@example.com", "");
    IntuitJudge.judge("Invoice", sent.path("Invoice"));
  }

  @Test
  void batches_changes_and_faults_are_read_by_their_own_reader() throws Exception {
    var batch = "{\"BatchItemRequest\":[{\"bId\":\"1\",\"operation\":\"create\",\"SalesReceipt\":"
        + sold("S-1") + "},{\"bId\":\"2\",\"operation\":\"create\",\"SalesReceipt\":" + sold("S-1")
        + "}]}";
    var told = Objects.requireNonNull(
        Documents.read(post(COMPANY + "/batch", batch).toString()), "the SDK's reader");
    assertThat(told.getBatchItemResponse()).hasSize(2);
    assertThat(
            told.getBatchItemResponse().get(1).getFault().getError().getFirst().getCode())
        .isEqualTo("6140");
    var receipt = query("SalesReceipt").path(0);
    post(
        COMPANY + "/salesreceipt?operation=delete",
        "{\"Id\":\"" + receipt.path("Id").asText() + "\",\"SyncToken\":\"0\"}");
    var changes =
        ask(signed(COMPANY + "/cdc?entities=SalesReceipt&changedSince=2026-11-22T00:00:00Z")
            .GET());
    var gone = changes.at("/CDCResponse/0/QueryResponse/0/SalesReceipt/0");
    IntuitJudge.judge("SalesReceipt", gone);
    assertThat(gone.path("status").asText()).isEqualTo("Deleted");
    var read = Objects.requireNonNull(Documents.read(changes.toString()), "the SDK's reader");
    assertThat(read.getCDCResponse()).hasSize(1);
  }

  private JsonNode create(String kind, String body) throws IOException, InterruptedException {
    var answer = post(COMPANY + "/" + kind.toLowerCase(java.util.Locale.ROOT), body);
    var row = answer.path(kind);
    assertThat(row.isObject()).as(answer.toString()).isTrue();
    IntuitJudge.judge(kind, row);
    assertThat(Documents.read(answer.toString())).as("the SDK's reader").isNotNull();
    return row;
  }

  private JsonNode query(String kind) throws IOException, InterruptedException {
    return asked("select * from " + kind).path(kind);
  }

  private String id(String kind, String field, String name)
      throws IOException, InterruptedException {
    return asked("select * from " + kind + " where " + field + " = '" + name + "'")
        .path(kind)
        .path(0)
        .path("Id")
        .asText();
  }

  private JsonNode asked(String query) throws IOException, InterruptedException {
    var encoded = URLEncoder.encode(query, StandardCharsets.UTF_8);
    return ask(signed(COMPANY + "/query?query=" + encoded).GET()).path("QueryResponse");
  }

  private String sold(String number) throws IOException, InterruptedException {
    return """
        {"DocNumber":"%s","TxnDate":"2026-11-22","CustomerRef":{"value":"%s"},
         "Line":[{"Amount":19.99,"DetailType":"SalesItemLineDetail","SalesItemLineDetail":
           {"ItemRef":{"value":"%s"},"Qty":1,"UnitPrice":19.99,"TaxCodeRef":{"value":"TAX"}}},
          {"Amount":5.00,"DetailType":"SalesItemLineDetail","SalesItemLineDetail":
           {"ItemRef":{"value":"SHIPPING_ITEM_ID"},"TaxCodeRef":{"value":"TAX"}}},
          {"Amount":4.00,"DetailType":"DiscountLineDetail","DiscountLineDetail":
           {"PercentBased":false}}],"TxnTaxDetail":{"TotalTax":2.01}}""".formatted(
            number, id("Customer", "DisplayName", "Walk-in customer"), id("Item", "Sku", "MUG"));
  }

  private JsonNode post(String path, String body) throws IOException, InterruptedException {
    return ask(signed(path).POST(BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder signed(String path) {
    return HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + token);
  }

  private JsonNode ask(HttpRequest.Builder request) throws IOException, InterruptedException {
    var answer = http.send(request.build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
    return IntuitJudge.tree(answer.body());
  }

  private URI uri(String path) {
    return URI.create(sandbox.uri() + path);
  }
}
