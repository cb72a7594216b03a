package dev.tillbridge.routes;

import java.util.List;
import org.apache.camel.Exchange;

/** Questions about a claimed batch. */
final class Work {

  private Work() {}

  static boolean some(Exchange exchange) {
    return !batch(exchange).isEmpty();
  }

  static boolean full(Exchange exchange, int size) {
    return batch(exchange).size() >= size;
  }

  private static List<?> batch(Exchange exchange) {
    var batch = exchange.getMessage().getBody(List.class);
    return batch == null ? List.of() : batch;
  }
}
