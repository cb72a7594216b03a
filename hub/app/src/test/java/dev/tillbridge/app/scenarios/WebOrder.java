package dev.tillbridge.app.scenarios;

import static dev.tillbridge.app.scenarios.ShopShelf.soon;

import dev.tillbridge.app.testing.Http;
import dev.tillbridge.app.testing.Hub;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** An order of the shop that is to leave from here. */
record WebOrder(Hub hub, JsonNode atShop, String id) {

  /** A shopper buys, and the hub knows how it is to leave. */
  static WebOrder placed(Hub hub, String lines, String method) {
    var order = hub.outside().placed(lines, "\"name\": \"Ada\", \"method\": \"" + method + "\"");
    return planned(hub, order);
  }

  static WebOrder planned(Hub hub, JsonNode order) {
    var name = order.path("name").asString();
    soon().until(() -> find(hub, name).filter(one -> one.has("method")).isPresent());
    return new WebOrder(hub, order, find(hub, name).orElseThrow().path("id").asString());
  }

  private static Optional<JsonNode> find(Hub hub, String name) {
    return hub.http()
        .get("/api/v1/web-orders")
        .json()
        .path("orders")
        .valueStream()
        .filter(one -> one.path("name").asString().equals(name))
        .findFirst();
  }

  static String line(String sku, int units) {
    return "{\"sku\":\"%s\",\"quantity\":%d}".formatted(sku, units);
  }

  String name() {
    return atShop.path("name").asString();
  }

  JsonNode now() {
    return hub.http().get("/api/v1/web-orders/" + id).json();
  }

  boolean isOpen() {
    return find(hub, name()).isPresent();
  }

  JsonNode sale() {
    return hub.http().get("/api/v1/sales/" + id).json();
  }

  Http.Answer send(UUID parcel, String location, String more) {
    return hub.http()
        .post(
            "/api/v1/web-orders/" + id + "/parcels",
            "{\"id\": \"%s\", \"location\": \"%s\"%s}".formatted(parcel, location, more));
  }

  String parcelState(UUID parcel) {
    return now()
        .path("parcels")
        .valueStream()
        .filter(one -> one.path("id").asString().equals(parcel.toString()))
        .map(one -> one.path("state").asString())
        .findFirst()
        .orElse("");
  }

  JsonNode dispatch() {
    return hub.outside().dispatch(atShop);
  }

  JsonNode shopNow() {
    return hub.outside().orderNow(atShop);
  }
}
