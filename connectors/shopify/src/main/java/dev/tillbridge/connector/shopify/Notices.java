package dev.tillbridge.connector.shopify;

import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.shop.ShopEvent;
import dev.tillbridge.model.shop.ShopNotice;
import dev.tillbridge.model.shop.ShopNotice.Person;
import java.util.ArrayList;

/** Reads what Shopify says about the app itself and about privacy (shopify.dev, "Privacy law"). */
final class Notices {

  private Notices() {}

  static Outcome<ShopNotice> read(ShopEvent event) {
    try {
      return switch (event.topic()) {
        case "app/uninstalled" -> new Delivered<>(new ShopNotice.Uninstalled());
        case "app/scopes_update" -> new Delivered<>(new ShopNotice.ScopesChanged());
        case "customers/data_request" ->
          new Delivered<>(new ShopNotice.DataRequest(person(event, "orders_requested")));
        case "customers/redact" ->
          new Delivered<>(new ShopNotice.Redact(person(event, "orders_to_redact")));
        case "shop/redact" -> new Delivered<>(new ShopNotice.RedactShop());
        default -> new Refused<>("topic: says nothing about the connection: " + event.topic());
      };
    } catch (NotAsDocumented e) {
      return new Refused<>(e.reason());
    }
  }

  /** Privacy topics name the shop's domain, and so does the shop that removes the app. */
  static boolean isAbout(String shop, ShopEvent event) {
    var body = Json.objectOrNull(event.body());
    return body != null
        && (shop.equals(body.path("shop_domain").stringValue(""))
            || shop.equals(body.path("myshopify_domain").stringValue("")));
  }

  private static Person person(ShopEvent event, String ordersField) {
    var body = Field.root(Json.read(event.body()));
    var customer = body.at("customer");
    var orders = new ArrayList<String>();
    for (var order : body.at(ordersField).eachIfAny()) {
      orders.add("gid://shopify/Order/" + order.recordNumber());
    }
    var id = customer.at("id");
    var person = new Person(
        id.missing() ? null : "gid://shopify/Customer/" + id.recordNumber(),
        customer.at("email").textIfAny(),
        orders);
    if (person.id() == null && person.email() == null && orders.isEmpty()) {
      throw new NotAsDocumented("customer: must be named by id, email or orders");
    }
    return person;
  }
}
