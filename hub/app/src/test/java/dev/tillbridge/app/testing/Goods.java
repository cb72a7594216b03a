package dev.tillbridge.app.testing;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Things to sell, each test its own. */
public final class Goods {

  private static final AtomicInteger COUNT = new AtomicInteger();

  private Goods() {}

  /** Brings a new SKU into the hub's catalogue, with so many on the shelf of main. */
  public static String stocked(Hub hub, int quantity, int cents) {
    var sku = "T" + COUNT.incrementAndGet() + "-" + UUID.randomUUID().toString().substring(0, 6);
    var csv = """
        Handle,Title,Vendor,Variant SKU,Variant Price,Variant Inventory Qty
        %s,%s,Test,%s,%d.%02d,0
        """.formatted(sku.toLowerCase(Locale.ROOT), sku, sku, cents / 100, cents % 100);
    var imported = hub.http()
        .send(
            "POST",
            "/api/v1/catalog/imports?location=main",
            csv.getBytes(StandardCharsets.UTF_8),
            "Authorization",
            "Bearer " + Hub.TOKEN,
            "Content-Type",
            "text/csv");
    if (imported.status() != 200 || imported.json().path("created").asInt() != 1) {
      throw new IllegalStateException(imported.toString());
    }
    receive(hub, "main", sku, quantity);
    return sku;
  }

  /** So many come in at a location. */
  public static void receive(Hub hub, String location, String sku, int quantity) {
    var receipt = hub.http()
        .post("/api/v1/stock/receipts", """
                {"id": "%s", "location": "%s", "reference": "PO", "lines":
                  [{"sku": "%s", "quantity": %d}]}
                """.formatted(UUID.randomUUID(), location, sku, quantity));
    if (receipt.status() != 201) {
      throw new IllegalStateException(receipt.toString());
    }
  }

  /** The body of a cash sale of so many at so many cents, with sales tax on top. */
  public static String cashSale(UUID id, String sku, int quantity, int cents) {
    long net = (long) cents * quantity;
    long tax = (net * 82_500 + 500_000) / 1_000_000;
    return """
        {"id": "%1$s", "location": "main", "channel": "COUNTER", "register": "R1",
         "receiptNumber": "R1-%2$s", "soldAt": "%8$s", "holdId": null,
         "currency": "USD",
         "lines": [{"sku": "%3$s", "quantity": %4$d,
                    "unitPrice": {"minor": %5$d, "currency": "USD"}, "discount": null}],
         "taxes": [{"name": "Sales tax", "category": "standard", "ratePpm": 82500,
                    "included": false, "taxable": {"minor": %6$d, "currency": "USD"},
                    "amount": {"minor": %7$d, "currency": "USD"}}],
         "tenders": [{"kind": "CASH", "amount": {"minor": %9$d, "currency": "USD"},
                      "tendered": {"minor": %9$d, "currency": "USD"},
                      "change": {"minor": 0, "currency": "USD"}}]}
        """.formatted(
            id,
            id.toString().substring(0, 13),
            sku,
            quantity,
            cents,
            net,
            tax,
            java.time.Instant.now().truncatedTo(java.time.temporal.ChronoUnit.SECONDS),
            net + tax);
  }

  /** The body of a wish to hold. */
  public static String wish(UUID id, String sku, int quantity) {
    return """
        {"id": "%s", "location": "main", "channel": "COUNTER",
         "lines": [{"sku": "%s", "quantity": %d}], "ttlSeconds": 600}
        """.formatted(id, sku, quantity);
  }
}
