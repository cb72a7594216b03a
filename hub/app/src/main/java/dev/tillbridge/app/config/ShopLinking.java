package dev.tillbridge.app.config;

import dev.tillbridge.hub.catalog.Listings;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.shop.ShopChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds our SKUs in the shops, in the background: at the start, after an import, and again every
 * minute for what the shops did not have yet. Never twice at once.
 */
public final class ShopLinking implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ShopLinking.class);

  private final Listings listings;
  private final Map<String, ShopChannel> shops;
  private final Map<String, String> states = new ConcurrentHashMap<>();
  private final Semaphore wanted = new Semaphore(0);
  private final Thread thread;

  ShopLinking(Listings listings, Map<String, ShopChannel> shops) {
    this.listings = listings;
    this.shops = Map.copyOf(shops);
    this.thread = Thread.ofVirtual().name("shop-linking").start(this::run);
  }

  /** Asks for it; many askings in a row are one. */
  public void soon() {
    if (wanted.availablePermits() == 0) {
      wanted.release();
    }
  }

  /** How the last attempt with this shop ended, in words; empty before the first. */
  public String state(String shop) {
    return states.getOrDefault(shop, "");
  }

  private void run() {
    try {
      while (true) {
        wanted.acquire();
        wanted.drainPermits();
        shops.values().forEach(this::link);
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  private void link(ShopChannel shop) {
    try {
      var outcome = listings.link(shop);
      if (outcome instanceof Delivered<Integer>(var linked)) {
        states.put(shop.shop(), "");
        if (linked > 0) {
          LOG.info("{} SKUs found in {}", linked, shop.shop());
        }
      } else {
        states.put(shop.shop(), why(outcome));
        LOG.warn("could not find our SKUs in {}: {}", shop.shop(), why(outcome));
      }
    } catch (RuntimeException bug) {
      LOG.error("could not find our SKUs in {}", shop.shop(), bug);
    }
  }

  private static String why(Outcome<Integer> outcome) {
    return switch (outcome) {
      case Delivered<Integer> _ -> "";
      case Outcome.NotSent<Integer> no -> no.why();
      case Outcome.InDoubt<Integer> no -> no.why();
      case Outcome.Refused<Integer> no -> no.why();
    };
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
