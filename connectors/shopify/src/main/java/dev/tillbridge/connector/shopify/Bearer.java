package dev.tillbridge.connector.shopify;

import dev.tillbridge.model.outcome.Outcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where the token that every call carries comes from. */
interface Bearer {

  /** A token to call with; never in doubt and never refused, because no call was made with it. */
  Outcome<String> current();

  /**
   * Takes note that Shopify did not accept this token.
   *
   * @return true when asking for another one can help
   */
  boolean reject(String refused);

  /** When the token in use ends; null when it does not, or there is none. */
  @Nullable
  Instant expires();
}
