package dev.tillbridge.hub.sales;

import dev.tillbridge.model.sale.Sale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Told of every counter sale, in its transaction; whoever keeps the shifts listens. */
@FunctionalInterface
public interface DrawerNews {

  /** Where nobody keeps shifts. */
  DrawerNews NOBODY = (_, _) -> {};

  /**
   * A sale was recorded.
   *
   * @param shift in which it was sold, as the till says, or null
   */
  void sold(Sale sale, @Nullable UUID shift);
}
