package dev.tillbridge.app.api;

import dev.tillbridge.app.config.Connections;
import dev.tillbridge.app.config.ShopLinking;
import dev.tillbridge.hub.catalog.ShopImport;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.Unavailable;
import dev.tillbridge.hub.reports.ShopLags;
import dev.tillbridge.hub.stock.ShopWindow;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.shop.ShopCatalog;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The connected online shops. */
@RestController
class ShopApi {

  private final ShopLinking linking;
  private final ShopImport imports;
  private final Connections connections;
  private final ShopLags lags;
  private final ShopWindow window;

  ShopApi(
      ShopLinking linking,
      ShopImport imports,
      Connections connections,
      ShopLags lags,
      ShopWindow window) {
    this.linking = linking;
    this.imports = imports;
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

  /** Which shop, and which page of its products; no cursor for the first. */
  record PageWish(@Nullable String shop, @Nullable String cursor) {}

  /**
   * Takes over a page of a shop's products. Ask again with the answer's cursor until there is none;
   * asking for the same page again changes nothing that has not changed in the shop.
   */
  @PostMapping("/api/v1/shop/products")
  ShopImport.Page products(@RequestBody PageWish wish) {
    var shop = wish.shop() == null ? null : connections.shops().get(wish.shop());
    if (!(shop instanceof ShopCatalog catalog) || !catalog.tellsWholeProducts()) {
      throw BadInput.of(
          "shop",
          shop == null
              ? "is none of ours: " + String.join(", ", connections.shops().keySet())
              : "tells its products by its file: import that");
    }
    var cursor = wish.cursor();
    if (cursor != null && !cursor.matches("[1-9][0-9]{0,5}")) {
      throw BadInput.of("cursor", "must be one that a page before has told");
    }
    return switch (imports.take(catalog, cursor)) {
      case Outcome.Delivered<ShopImport.Page>(var page) -> {
        linking.soon();
        yield page;
      }
      case Outcome.NotSent<ShopImport.Page> no -> throw new Unavailable(no.why(), null);
      case Outcome.InDoubt<ShopImport.Page> no -> throw new Unavailable(no.why(), null);
      case Outcome.Refused<ShopImport.Page> no -> throw BadInput.of("shop", no.why());
    };
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
