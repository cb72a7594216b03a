package dev.tillbridge.sandbox.shopify;

import java.util.List;

/** Whether the shop's owner lets the app in, and what he allows. */
record AppState(boolean installed, List<String> scopes) {

  static final AppState FIRST_DAY = new AppState(
      true,
      List.of(
          "read_products",
          "write_products",
          "read_inventory",
          "write_inventory",
          "read_locations",
          "read_orders",
          "read_returns",
          "write_orders",
          "read_merchant_managed_fulfillment_orders",
          "write_merchant_managed_fulfillment_orders",
          "read_customers"));

  AppState {
    scopes = List.copyOf(scopes);
  }
}
