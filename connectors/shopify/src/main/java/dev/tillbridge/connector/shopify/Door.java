package dev.tillbridge.connector.shopify;

import org.jspecify.annotations.Nullable;

/** Whether the shop may be called at all: one that has thrown us out is left alone. */
@FunctionalInterface
public interface Door {

  /** Always open. */
  Door OPEN = () -> null;

  /** Why nobody may call, for people; null when calling is fine. */
  @Nullable
  String closed();
}
