package dev.tillbridge.connector.woocommerce;

/**
 * Something the shop sent is not what WooCommerce's documents promise. Names the field and the
 * reason; caught inside the connector, where it becomes a refusal.
 */
final class NotAsDocumented extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NotAsDocumented(String message) {
    // No stack trace: the message says which field, and a stranger must not make us build traces.
    super(message, null, false, false);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
