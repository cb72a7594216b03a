package dev.tillbridge.connector.paypal;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The request did certainly not reach PayPal, or PayPal certainly did not look at it. */
final class Unsent extends IOException {
  private static final long serialVersionUID = 1;

  private final @Nullable Duration waitAtLeast;

  Unsent(String why, @Nullable Duration waitAtLeast) {
    super(why);
    this.waitAtLeast = waitAtLeast;
  }

  @Nullable
  Duration waitAtLeast() {
    return waitAtLeast;
  }
}
