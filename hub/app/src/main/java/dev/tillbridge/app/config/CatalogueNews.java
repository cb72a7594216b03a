package dev.tillbridge.app.config;

import dev.tillbridge.hub.shopcatalog.SharedCatalogue;
import dev.tillbridge.hub.shopcatalog.ShopImports;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.shop.ShopCatalog;
import dev.tillbridge.model.shop.ShopEvent;
import dev.tillbridge.routes.NoticeTaker;
import java.util.Map;

/** News of what a shop sells, or that it has prepared a list of it. */
record CatalogueNews(
    Map<String, ShopCatalog> shops, SharedCatalogue catalogue, ShopImports imports) {

  private static final String PREPARED = "bulk_operations/finish";

  CatalogueNews {
    shops = Map.copyOf(shops);
  }

  /** Takes what is about products, and leaves the rest to another. */
  NoticeTaker before(NoticeTaker other) {
    return new NoticeTaker() {
      @Override
      public boolean concerns(ShopEvent event) {
        return isOurs(event) || other.concerns(event);
      }

      @Override
      public Outcome<String> take(String shop, ShopEvent event) {
        return isOurs(event) ? CatalogueNews.this.take(shop, event) : other.take(shop, event);
      }
    };
  }

  private static boolean isOurs(ShopEvent event) {
    return event.topic().equals(PREPARED) || event.topic().startsWith("products/");
  }

  private Outcome<String> take(String shop, ShopEvent event) {
    if (event.topic().equals(PREPARED)) {
      imports.prepared(shop);
      return new Delivered<>("whoever waits for it looks now");
    }
    var channel = shops.get(shop);
    var news = channel == null ? null : channel.productNews(event);
    return news == null
        ? new Delivered<>("nothing to do for " + event.topic())
        : catalogue.hear(shop, news);
  }
}
