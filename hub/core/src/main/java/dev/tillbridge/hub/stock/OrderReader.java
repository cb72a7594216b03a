package dev.tillbridge.hub.stock;

import dev.tillbridge.model.outcome.Outcome;

/** Reads a shop's newest orders and takes each as a sale. */
@FunctionalInterface
public interface OrderReader {

  /** Delivered with the number of orders looked at, once all that the shop told are taken. */
  Outcome<Integer> readOrders(String shop);
}
