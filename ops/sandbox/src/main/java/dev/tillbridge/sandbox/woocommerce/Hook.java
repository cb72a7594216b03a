package dev.tillbridge.sandbox.woocommerce;

/**
 * A webhook of the shop.
 *
 * @param status active, paused or disabled
 * @param failures deliveries in a row that were not acknowledged
 */
record Hook(
    long id, String name, String topic, String url, String secret, String status, int failures) {

  /** WooCommerce switches it off when one more than so many failed. */
  static final int FAILURES_MOST = 5;

  Hook settled(boolean acknowledged) {
    if (acknowledged) {
      return new Hook(id, name, topic, url, secret, status, 0);
    }
    return failures > FAILURES_MOST
        ? new Hook(id, name, topic, url, secret, "disabled", failures)
        : new Hook(id, name, topic, url, secret, status, failures + 1);
  }

  Hook changed(String newStatus, String newSecret) {
    return new Hook(id, name, topic, url, newSecret, newStatus, failures);
  }
}
