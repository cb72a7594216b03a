package dev.tillbridge.app.api;

import dev.tillbridge.app.config.ShopLinking;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The connected online shops. */
@RestController
class ShopApi {

  private final ShopLinking linking;

  ShopApi(ShopLinking linking) {
    this.linking = linking;
  }

  /** Finds our SKUs in the shops, in the background. */
  @PostMapping("/api/v1/shop/link")
  @ResponseStatus(HttpStatus.ACCEPTED)
  void link() {
    linking.soon();
  }
}
