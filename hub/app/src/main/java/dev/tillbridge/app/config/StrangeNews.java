package dev.tillbridge.app.config;

import dev.tillbridge.hub.delivery.Inbox;
import dev.tillbridge.hub.watch.WebhookDoors;
import dev.tillbridge.hub.watch.WebhookDoors.Kind;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.shop.ShopEvent;
import dev.tillbridge.routes.NoticeTaker;

/**
 * Genuine news of a topic that the hub has not asked for. The first of each topic is set aside, so
 * that a person learns of it; the others like it are kept and counted, and nobody has to look at
 * each. Whoever has looked tries it again, and it is settled.
 */
record StrangeNews(Inbox inbox, WebhookDoors doors) {

  /** Lets everybody else look first. */
  NoticeTaker after(NoticeTaker others) {
    return new NoticeTaker() {
      @Override
      public boolean concerns(ShopEvent event) {
        return others.concerns(event) || isStrange(event);
      }

      @Override
      public Outcome<String> take(String shop, ShopEvent event) {
        return others.concerns(event)
            ? others.take(shop, event)
            : StrangeNews.this.take(shop, event);
      }
    };
  }

  /** Orders that count for nothing yet, or no more, are known and need nothing. */
  private static boolean isStrange(ShopEvent event) {
    return !event.isOrder()
        && !event.topic().startsWith("checkouts/")
        && !event.topic().startsWith("order.");
  }

  private Outcome<String> take(String shop, ShopEvent event) {
    if (!inbox.knowsTopic(shop, event.topic())) {
      return new Refused<>("topic: " + event.topic()
          + " is not one that the hub asks for; try it again when you have seen it");
    }
    doors.count(shop, Kind.SET_ASIDE);
    return new Delivered<>("nothing to do for " + event.topic() + ", as for the first of it");
  }
}
