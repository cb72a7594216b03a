package dev.tillbridge.connector.quickbooks;

import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.tillbridge.model.access.RefreshTokens;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** A company at QuickBooks, as far as a test describes it. */
final class Company {
  static final String REALM = "9130350000000001";
  static final String RECEIPTS = "/qb/v3/company/" + REALM + "/salesreceipt";
  static final String QUERIES = "/qb/v3/company/" + REALM + "/query";
  static final String TOKENS = "/oauth/tokens/bearer";

  private final WireMockExtension server;
  final OpenPace pace = new OpenPace();
  final MemoryTokens store = new MemoryTokens(new RefreshTokens("r-1", null));

  Company(WireMockExtension server) {
    this.server = server;
    token("a-1", "r-1");
    found("from Item", "Item", "{\"Id\":\"19\",\"Name\":\"Mug\",\"Sku\":\"MUG\"}");
    for (var account : List.of(
        "Cash on hand - till",
        "PayPal clearing",
        "Shopify clearing",
        "WooCommerce clearing",
        "Boutique clearing",
        "Discounts given",
        "Undeposited Funds")) {
      found(
          "Account where Name = '" + account,
          "Account",
          "{\"Id\":\"%s\",\"Name\":\"%s\"}".formatted(account.charAt(0), account));
    }
    for (var item : List.of("Tips", "Duties", "Cash rounding")) {
      found(
          "Item where Name = '" + item,
          "Item",
          "{\"Id\":\"%s\",\"Name\":\"%s\"}".formatted(item.charAt(0), item));
    }
    found("'Walk-in customer'", "Customer", "{\"Id\":\"7\",\"DisplayName\":\"Walk-in customer\"}");
    found("'Web customer'", "Customer", "{\"Id\":\"8\",\"DisplayName\":\"Web customer\"}");
    found("from SalesReceipt", "SalesReceipt", "");
    found("from CompanyInfo", "CompanyInfo", "{\"Id\":\"1\",\"Country\":\"US\"}");
    found("from Preferences", "Preferences", "");
  }

  QuickBooksSettings settings() {
    return new QuickBooksSettings(
        URI.create(server.baseUrl() + "/qb"),
        URI.create(server.baseUrl() + TOKENS),
        URI.create(server.baseUrl() + "/consent"),
        REALM,
        "id",
        "secret",
        Duration.ofSeconds(10),
        Duration.ofSeconds(20),
        BooksAccounts.usual(Map.of(
                "demo.myshopify.com", "Shopify clearing", "shop.example", "WooCommerce clearing"))
            .with(Map.of("boutique.example", "Boutique clearing")),
        BooksCustomers.usual(),
        BooksCharges.usual(),
        Creates.NOTHING);
  }

  QuickBooksBookkeeping books() {
    return new QuickBooksBookkeeping(settings(), store, pace, InstantSource.system());
  }

  void token(String access, String refresh) {
    server.stubFor(post(urlPathEqualTo(TOKENS)).willReturn(okJson("""
                    {"token_type":"bearer","expires_in":3600,"refresh_token":"%s",
                     "x_refresh_token_expires_in":8640000,"access_token":"%s"}""".formatted(refresh, access))));
  }

  void found(String queryPart, String kind, String entities) {
    onQuery(
        queryPart,
        okJson(
            entities.isEmpty()
                ? "{\"QueryResponse\":{},\"time\":\"2026-11-22T06:00:00.000-08:00\"}"
                : """
                {"QueryResponse":{"%s":[%s],"startPosition":1,"maxResults":1},
                 "time":"2026-11-22T06:00:00.000-08:00"}""".formatted(kind, entities)));
  }

  void onQuery(String queryPart, ResponseDefinitionBuilder answer) {
    server.stubFor(get(urlPathEqualTo(QUERIES))
        .withQueryParam("query", containing(queryPart))
        .willReturn(answer));
  }

  void onReceipt(ResponseDefinitionBuilder answer) {
    server.stubFor(post(urlPathEqualTo(RECEIPTS)).willReturn(answer));
  }

  static String receipt(String id, String total, String tax, String note) {
    return """
        {"Id":"%s","SyncToken":"0","domain":"QBO","sparse":false,"DocNumber":"x",
         "TxnDate":"2026-11-22","CurrencyRef":{"value":"USD","name":"United States Dollar"},
         "PrivateNote":"%s","Line":[{"Id":"1","LineNum":1,"Amount":19.98,
         "DetailType":"SalesItemLineDetail","SalesItemLineDetail":{"ItemRef":{"value":"19"}}},
         {"Amount":19.98,"DetailType":"SubTotalLineDetail","SubTotalLineDetail":{}}],
         "TxnTaxDetail":{"TotalTax":%s},"TotalAmt":%s,"Balance":0,
         "MetaData":{"CreateTime":"2026-11-22T06:00:00-08:00"},"SomethingNew":{"a":[1]}}""".formatted(id, note, tax, total);
  }

  static ResponseDefinitionBuilder booked(String total, String tax, String currency) {
    return okJson("{\"SalesReceipt\":%s,\"time\":\"2026-11-22T06:00:00.000-08:00\"}"
        .formatted(receipt("812", total, tax, "Tillbridge sale " + Sales.SALE)
            .replace("\"value\":\"USD\"", "\"value\":\"" + currency + "\"")));
  }

  static ResponseDefinitionBuilder booked(String total, String tax) {
    return okJson("{\"SalesReceipt\":%s,\"time\":\"2026-11-22T06:00:00.000-08:00\"}"
        .formatted(receipt("812", total, tax, "Tillbridge sale " + Sales.SALE)));
  }

  static ResponseDefinitionBuilder fault(int status, String code, String message) {
    return okJson("""
            {"Fault":{"Error":[{"Message":"%s","Detail":"detail","code":"%s","element":""}],
             "type":"ValidationFault"},"time":"2026-11-22T06:00:00.000-08:00"}""".formatted(message, code)).withStatus(status);
  }

  List<LoggedRequest> receiptsSent() {
    return server.findAll(postRequestedFor(urlPathEqualTo(RECEIPTS)));
  }

  List<String> queriesSent() {
    return server.findAll(getRequestedFor(urlPathEqualTo(QUERIES))).stream()
        .map(request -> request.queryParameter("query").firstValue())
        .toList();
  }
}
