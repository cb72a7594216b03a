package dev.tillbridge.connector.shopify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The GraphQL documents that we send, each from its {@code .graphql} file.
 *
 * <p>The estimated cost is what a call is taken to cost until Shopify has told: an object costs 1, a
 * mutation 10, a connection its first or last argument (shopify.dev, "API limits").
 */
enum Document {
  LISTINGS(210, "listings"),
  AVAILABLE(5, "available"),
  /** For {@link #AVAILABLE_MOST} items at most; {@link #text(int)} has one field for each. */
  AVAILABLE_OF_MANY(3, "available-level"),
  SET_AVAILABLE(15, "set-available"),
  ACTIVATE(12, "activate"),
  ORDERS(960, "orders", "order-told", "order-line"),
  ORDER(210, "order", "order-told", "order-line"),
  ORDER_MONEY(800, "order-money"),
  ORDER_LINES(460, "order-lines", "order-line"),
  SUBSCRIPTIONS(55, "subscriptions"),
  SUBSCRIBE(12, "subscribe"),
  RESUBSCRIBE(12, "resubscribe"),
  SCOPES(5, "scopes"),
  SHOP(2, "shop"),
  SITES(105, "sites"),
  PRODUCT(330, "product"),
  PRODUCT_UPDATE(12, "product-update"),
  VARIANTS_UPDATE(15, "variants-update"),
  TO_SEND(330, "to-send"),
  SENDINGS(820, "sendings"),
  SENDING_LINES(502, "sending-lines"),
  SEND(12, "send"),
  READY(12, "ready"),
  MOVE(12, "move"),
  PAYMENTS(260, "payments"),
  GIVE_BACK(12, "refund"),
  MIRROR(12, "mirror"),
  MIRRORED(6, "mirrored"),
  BULK_RUN(11, "bulk-run"),
  BULK_OPERATION(2, "bulk-operation"),
  /** Travels inside of {@link #BULK_RUN}, as do those below. */
  BULK_PRODUCTS(0, "bulk-products"),
  BULK_LEVELS(0, "bulk-levels"),
  BULK_OPEN_ORDERS(0, "bulk-open-orders");

  /** A query may cost 1000 points at most, whatever is in the bucket. */
  static final int AVAILABLE_MOST = 100;

  private final int estimatedCost;
  private final String text;

  Document(int estimatedCost, String... files) {
    this.estimatedCost = estimatedCost;
    this.text = Stream.of(files).map(Document::load).collect(Collectors.joining("\n"));
  }

  String text() {
    return text(1);
  }

  /** With so many of what it asks for; the same for documents that ask for one thing. */
  String text(int size) {
    if (this != AVAILABLE_OF_MANY) {
      return text;
    }
    // Items asked for by their ids are always up to date; Shopify's search may lag behind.
    var head = new StringBuilder("query AvailableOfMany($location: ID!");
    var fields = new StringBuilder(") {\n");
    for (int i = 0; i < size; i++) {
      head.append(", $item").append(i).append(": ID!");
      fields
          .append("  item")
          .append(i)
          .append(": inventoryItem(id: $item")
          .append(i)
          .append(") {\n    ...Level\n  }\n");
    }
    return head.append(fields).append("}\n").append(text).toString();
  }

  int estimatedCost(int size) {
    return estimatedCost * size;
  }

  /** True when a lost answer may hide an effect. */
  boolean writes() {
    return text.startsWith("mutation");
  }

  private static String load(String name) {
    try (var in = Document.class.getResourceAsStream(name + ".graphql")) {
      if (in == null) {
        throw new IllegalStateException("missing in the jar: " + name + ".graphql");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
