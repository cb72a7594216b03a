package dev.tillbridge.routes;

import dev.tillbridge.hub.shops.ShopNews;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.shop.ShopEvent;

/** Acts on news of a shop that is not about orders. */
public interface NoticeTaker {

  /** Nothing concerns it. */
  NoticeTaker NONE = new NoticeTaker() {
    @Override
    public boolean concerns(ShopEvent event) {
      return false;
    }

    @Override
    public Outcome<String> take(String shop, ShopEvent event) {
      return new Outcome.Delivered<>("");
    }
  };

  /** True when there is something to do about it. */
  boolean concerns(ShopEvent event);

  /** Does it; the answer says in a word what was done. */
  Outcome<String> take(String shop, ShopEvent event);

  /** What concerns our connections to the shops. */
  static NoticeTaker of(ShopNews news) {
    return new NoticeTaker() {
      @Override
      public boolean concerns(ShopEvent event) {
        return news.concerns(event);
      }

      @Override
      public Outcome<String> take(String shop, ShopEvent event) {
        return news.take(shop, event);
      }
    };
  }
}
