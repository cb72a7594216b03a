package dev.tillbridge.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** What the scenarios of a till without its hub have in common. */
final class OfflineTill {

  private OfflineTill() {}

  /** Brings a product of a scenario's own into the catalogue, with so many on the shelf. */
  static void stock(RunningDemo demo, String sku, int quantity) {
    demo.importCatalogue("""
        Handle,Title,Variant SKU,Variant Inventory Qty,Variant Price
        %s,%s,%s,%d,10.00
        """.formatted(sku.toLowerCase(Locale.ROOT), sku, sku, quantity));
  }

  /** Cuts the till off, and waits until it has noticed. */
  static void cut(Page till) {
    till.context().setOffline(true);
    assertThat(till.getByTestId("connection")).hasAttribute("data-state", "away");
  }

  static void heal(Page till) {
    till.context().setOffline(false);
  }

  /** Sells one for exact cash, as quickly as a cashier can. Answers the sale's id. */
  static String sell(Page till, String sku) {
    till.getByTestId("tile-" + sku).click();
    till.getByTestId("pay").click();
    till.getByTestId("cash-exact").click();
    var sale = till.getByTestId("receipt").getAttribute("data-sale-id");
    till.getByTestId("new-sale").click();
    return sale;
  }

  /** Sales of a register that the hub has, by receipt number. */
  static List<String> receipts(RunningDemo demo, String register) {
    return demo.hub("/api/v1/sales?limit=200")
        .path("sales")
        .valueStream()
        .filter(sale -> sale.path("register").asString("").equals(register))
        .map(sale -> sale.path("receiptNumber").asString())
        .sorted()
        .toList();
  }

  static int onHand(RunningDemo demo, String sku) {
    return demo.hub("/api/v1/stock/" + sku).at("/locations/0/onHand").asInt();
  }

  /** The device that works as a register. */
  static JsonNode device(RunningDemo demo, String register) {
    return demo.hub("/api/v1/devices")
        .path("devices")
        .valueStream()
        .filter(device -> device.path("register").asString().equals(register)
            && !device.path("revoked").asBoolean())
        .findFirst()
        .orElseThrow();
  }

  /** Ends the device that works as a register, if there is one. */
  static void end(RunningDemo demo, String register) {
    demo.hub("/api/v1/devices")
        .path("devices")
        .valueStream()
        .filter(device -> device.path("register").asString().equals(register)
            && !device.path("revoked").asBoolean())
        .forEach(device -> demo.tell(
            "/api/v1/devices/" + device.path("id").asString() + "/revocation",
            "{\"why\": \"Another takes its place\"}"));
  }

  /** Which register a till's bar names. */
  static String registerOf(Page till) {
    var place = till.locator(".bar-place span").textContent();
    return place.substring(place.lastIndexOf(' ') + 1).strip();
  }
}
