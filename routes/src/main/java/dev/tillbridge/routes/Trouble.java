package dev.tillbridge.routes;

import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a route does when its own table cannot be reached: says so in a line and leaves it to the
 * next tick. Whatever was claimed comes back when its lease ends.
 */
final class Trouble {

  private static final Logger LOG = LoggerFactory.getLogger(Trouble.class);

  private Trouble() {}

  static void note(Exchange exchange) {
    var cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    LOG.warn("{} paused, next try follows: {}", exchange.getFromRouteId(), String.valueOf(cause));
  }
}
