package dev.tillbridge.connector.shopify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The GraphQL documents that we send, each from its {@code .graphql} file.
 *
 * <p>The estimated cost is what a call is taken to cost until Shopify has told: an object costs 1, a
 * mutation 10, a connection its first or last argument (shopify.dev, "API limits").
 */
enum Document {
  LISTINGS(210, "listings"),
  AVAILABLE(5, "available"),
  /** For {@link #AVAILABLE_MOST} items at most. */
  AVAILABLE_OF_MANY(3, Many.ITEMS, "available-level"),
  SET_AVAILABLE(15, "set-available"),
  ACTIVATE(12, "activate"),
  ORDER_RETURNS(650, "order-returns"),
  ORDER_CHANGES(102, "order-changes"),
  ORDERS(977, "orders", "order-told", "order-line"),
  /** For {@link #ORDERS_MOST} at most. */
  ORDERS_NOW(196, Many.ORDERS, "order-told", "order-line"),
  ORDER_LINES(460, "order-lines", "order-line"),
  ORDER_REFUNDS(254, "order-refunds"),
  /** For {@link #REFUNDS_MOST} at most. */
  REFUNDS_NOW(76, Many.REFUNDS, "refund-told", "refund-line", "amount"),
  REFUND_LINES(360, "refund-lines", "refund-line", "amount"),
  /** For {@link #ORDERS_MOST} at most. */
  PAYMENTS_NOW(64, Many.PAYMENTS, "order-paid", "amount"),
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

  /** As above. */
  static final int ORDERS_MOST = 5;

  /** As above. */
  static final int REFUNDS_MOST = 12;

  /**
   * What asks for many things at once, each by its id: what is asked for so is always up to date,
   * while Shopify's search may lag behind.
   */
  private enum Many {
    ITEMS("AvailableOfMany", "$location: ID!", "item", "inventoryItem", "Level"),
    ORDERS("OrdersNow", "", "order", "order", "Told"),
    REFUNDS("RefundsNow", "", "refund", "refund", "Refunded"),
    PAYMENTS("PaymentsNow", "", "order", "order", "Paid");

    private final String operation;

    /** Further ones, as the document spells them. */
    private final String parameters;

    /** With its number, a field's and its variable's name. */
    private final String alias;

    private final String field;

    /** What is asked of each. */
    private final String fragment;

    Many(String operation, String parameters, String alias, String field, String fragment) {
      this.operation = operation;
      this.parameters = parameters;
      this.alias = alias;
      this.field = field;
      this.fragment = fragment;
    }

    String text(int size) {
      var head = new StringBuilder("query ").append(operation).append("(").append(parameters);
      var fields = new StringBuilder(") {\n");
      for (int i = 0; i < size; i++) {
        head.append(i == 0 && parameters.isEmpty() ? "$" : ", $")
            .append(alias)
            .append(i)
            .append(": ID!");
        fields.append("  %s%d: %s(id: $%s%d) {\n    ...%s\n  }\n"
            .formatted(alias, i, field, alias, i, fragment));
      }
      return head.append(fields).append("}\n").toString();
    }
  }

  private final int estimatedCost;
  private final @Nullable Many many;
  private final String text;

  Document(int estimatedCost, String... files) {
    this(estimatedCost, null, files);
  }

  Document(int estimatedCost, @Nullable Many many, String... files) {
    this.estimatedCost = estimatedCost;
    this.many = many;
    this.text = Stream.of(files).map(Document::load).collect(Collectors.joining("\n"));
  }

  String text() {
    return text(1);
  }

  /** With so many of what it asks for; the same for documents that ask for one thing. */
  String text(int size) {
    return many == null ? text : many.text(size) + text;
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
