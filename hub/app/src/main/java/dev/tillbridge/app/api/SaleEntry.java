package dev.tillbridge.app.api;

import dev.tillbridge.app.security.Tills;
import dev.tillbridge.hub.device.Device;
import dev.tillbridge.hub.device.Entry;
import dev.tillbridge.hub.device.EntryHandler;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.NotPossible;
import dev.tillbridge.hub.receipts.ReceiptLinks;
import dev.tillbridge.hub.sales.NewSale;
import dev.tillbridge.hub.sales.Sales;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A sale in a till's journal: the same body as {@code POST /api/v1/sales}. */
@Component("SALE")
class SaleEntry implements EntryHandler {

  private final JsonMapper json;
  private final Sales sales;
  private final ReceiptLinks links;
  private final SaleRemarks remarks;
  private final Tills tills;

  SaleEntry(JsonMapper json, Sales sales, ReceiptLinks links, SaleRemarks remarks, Places places) {
    this.json = json;
    this.sales = sales;
    this.links = links;
    this.remarks = remarks;
    this.tills = new Tills(places);
  }

  @Override
  public String take(Device device, Entry entry) {
    var body = read(entry);
    // Who stood there is not proven by a session: he may what any cashier may.
    var sale = body.read(new NewSale.Sender(entry.person(), "CASHIER"));
    if (!device.register().equals(sale.register())) {
      throw new NotPossible("it is a sale of register %s, and the till is %s"
          .formatted(sale.register(), device.register()));
    }
    var place = tills.location(device.register()).orElse(null);
    if (!sale.location().equals(place)) {
      throw new NotPossible(
          "it is a sale at %s, and the till stands at %s".formatted(sale.location(), place));
    }
    return record(body, sale);
  }

  /** A manager knows what register it is of, for example of the one that this till was before. */
  @Override
  public String takeFor(String by, Device device, Entry entry) {
    var body = read(entry);
    return record(body, body.read(new NewSale.Sender(entry.person(), "CASHIER")));
  }

  private String record(SaleBody body, NewSale sale) {
    var token = body.receiptToken();
    if (token != null) {
      ReceiptLinks.checked("receiptToken", token);
    }
    var beside = remarks.read(body);
    var recorded = sales.record(sale).view();
    remarks.keep(recorded.id(), beside);
    if (token != null) {
      links.lead(token, recorded.id());
    }
    return "sale " + recorded.number();
  }

  private SaleBody read(Entry entry) {
    try {
      return json.readValue(entry.body(), SaleBody.class);
    } catch (JacksonException e) {
      throw BadInput.of("body", "is no sale: " + e.getOriginalMessage());
    }
  }
}
