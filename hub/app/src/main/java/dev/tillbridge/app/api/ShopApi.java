package dev.tillbridge.app.api;

import dev.tillbridge.app.config.Connections;
import dev.tillbridge.app.config.ShopLinking;
import dev.tillbridge.hub.reports.ShopLags;
import dev.tillbridge.hub.stock.ShopWindow;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The connected online shops. */
@RestController
class ShopApi {

  private final ShopLinking linking;
  private final Connections connections;
  private final ShopLags lags;
  private final ShopWindow window;

  ShopApi(ShopLinking linking, Connections connections, ShopLags lags, ShopWindow window) {
    this.linking = linking;
    this.connections = connections;
    this.lags = lags;
    this.window = window;
  }

  /**
   * How far a shop is behind.
   *
   * @param waiting stock numbers that it is yet to be told
   * @param parked stock numbers that were set aside and wait for a person
   * @param since when the oldest change happened that it has not confirmed; null when none waits
   * @param lagMillis for how long that change has waited; 0 when none does
   * @param trouble why the shop does not answer at present; null when it does
   */
  record LagJson(
      String shop,
      long waiting,
      long parked,
      @Nullable Instant since,
      long lagMillis,
      @Nullable String trouble) {}

  record LagsJson(List<LagJson> shops) {}

  /** Finds our SKUs in the shops, in the background. */
  @PostMapping("/api/v1/shop/link")
  @ResponseStatus(HttpStatus.ACCEPTED)
  void link() {
    linking.soon();
  }

  /** How far each connected shop is behind what the hub knows. */
  @GetMapping("/api/v1/shop/lag")
  LagsJson lag() {
    var now = lags.now();
    return new LagsJson(lags.of(connections.shops().keySet()).stream()
        .map(lag -> new LagJson(
            lag.shop(),
            lag.waiting(),
            lag.parked(),
            lag.since(),
            lag.behind(now).toMillis(),
            window.trouble(lag.shop())))
        .toList());
  }
}
