package dev.tillbridge.app.api;

import dev.tillbridge.app.config.Connections;
import dev.tillbridge.app.config.ShopLinking;
import dev.tillbridge.hub.catalog.ShopImport;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.Unavailable;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.shop.ShopCatalog;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
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

  ShopApi(ShopLinking linking, ShopImport imports, Connections connections) {
    this.linking = linking;
    this.imports = imports;
    this.connections = connections;
  }

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
    if (!(shop instanceof ShopCatalog catalog)) {
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
}
