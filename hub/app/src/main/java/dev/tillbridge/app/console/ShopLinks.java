package dev.tillbridge.app.console;

import dev.tillbridge.app.config.Connections;
import dev.tillbridge.app.console.Row.Tone;
import dev.tillbridge.hub.reports.ShopLags;
import dev.tillbridge.hub.reports.ShopLags.Lag;
import dev.tillbridge.hub.stock.ShopWindow;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/** How each online shop stands, in words: whether it answers, and how far it is behind. */
@Component
class ShopLinks {

  /** What is told within this time is not worth a word. */
  private static final Duration AT_ONCE = Duration.ofSeconds(5);

  /** Beyond this a customer may well buy what is gone. */
  private static final Duration LONG = Duration.ofMinutes(1);

  private final Connections connections;
  private final ShopLags lags;
  private final ShopWindow window;

  ShopLinks(Connections connections, ShopLags lags, ShopWindow window) {
    this.connections = connections;
    this.lags = lags;
    this.window = window;
  }

  List<Row.Link> links() {
    var shops = connections.shops();
    return shops.isEmpty()
        ? List.of(new Row.Link("Online shop", "", "Not connected", Tone.CALM))
        : lags.of(shops.keySet()).stream().map(this::link).toList();
  }

  private Row.Link link(Lag lag) {
    var behind = lag.behind(lags.now());
    boolean late = behind.compareTo(AT_ONCE) >= 0;
    var trouble = window.trouble(lag.shop());
    var words = trouble == null ? "Connected" : "Trying again: " + trouble;
    if (late) {
      words += "; %s behind, %d %s"
          .formatted(
              span(behind), lag.waiting(), lag.waiting() == 1 ? "number waits" : "numbers wait");
    }
    var tone =
        trouble != null || behind.compareTo(LONG) >= 0 ? Tone.WARN : late ? Tone.CALM : Tone.GOOD;
    return new Row.Link(name(lag.shop()), Words.shop(lag.shop()), words, tone);
  }

  private String name(String shop) {
    var channel = connections.shops().get(shop);
    return channel == null ? "Online shop" : Words.shopKind(channel.system());
  }

  private static String span(Duration time) {
    if (time.compareTo(Duration.ofMinutes(2)) < 0) {
      return time.toSeconds() + " s";
    }
    return time.compareTo(Duration.ofHours(2)) < 0
        ? time.toMinutes() + " min"
        : time.toHours() + " h";
  }
}
