package dev.tillbridge.app.config;

import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.shop.ShopAccess;
import dev.tillbridge.model.shop.ShopChannel;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes sure that the shops tell us about orders: at the start, in the background, and again every
 * quarter of an hour, because a shop drops subscriptions that failed for long.
 */
final class Subscribing implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Subscribing.class);
  private static final long EVERY_MINUTES = 15;

  private final @Nullable URI publicUrl;
  private final Map<String, ShopChannel> shops;
  private final CountDownLatch ended = new CountDownLatch(1);

  Subscribing(@Nullable URI publicUrl, Map<String, ShopChannel> shops) {
    this.publicUrl = publicUrl;
    // A shop whose connection takes work to keep is watched, see ShopsConfig.
    this.shops = shops.entrySet().stream()
        .filter(shop -> !(shop.getValue() instanceof ShopAccess))
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  void soon() {
    var address = publicUrl;
    if (address != null && !shops.isEmpty()) {
      Thread.ofVirtual().name("subscribing").start(() -> run(address));
    }
  }

  private void run(URI address) {
    try {
      do {
        shops.values().forEach(shop -> subscribe(shop, address));
      } while (!ended.await(EVERY_MINUTES, TimeUnit.MINUTES));
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  private static void subscribe(ShopChannel shop, URI address) {
    try {
      var base = address.toString().replaceAll("/+$", "");
      var outcome = shop.subscribe(base + "/webhooks/" + shop.system() + "/" + shop.shop());
      if (outcome instanceof Delivered<Integer>(var made)) {
        LOG.info("{} tells us about orders ({} subscriptions made)", shop.shop(), made);
      } else {
        LOG.warn("{} does not tell us about orders, we poll: {}", shop.shop(), outcome);
      }
    } catch (RuntimeException bug) {
      LOG.error("could not subscribe at {}", shop.shop(), bug);
    }
  }

  @Override
  public void close() {
    ended.countDown();
  }
}
