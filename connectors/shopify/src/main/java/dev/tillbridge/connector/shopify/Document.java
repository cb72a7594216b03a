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
  SET_AVAILABLE(15, "set-available"),
  ACTIVATE(12, "activate"),
  ORDERS(900, "orders", "order-line"),
  ORDER_LINES(460, "order-lines", "order-line"),
  SUBSCRIPTIONS(55, "subscriptions"),
  SUBSCRIBE(12, "subscribe");

  private final int estimatedCost;
  private final String text;

  Document(int estimatedCost, String... files) {
    this.estimatedCost = estimatedCost;
    this.text = Stream.of(files).map(Document::load).collect(Collectors.joining("\n"));
  }

  String text() {
    return text;
  }

  int estimatedCost() {
    return estimatedCost;
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
