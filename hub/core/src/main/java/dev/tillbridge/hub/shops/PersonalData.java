package dev.tillbridge.hub.shops;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the hub keeps about one customer of a shop, for the merchant to hand over. */
public record PersonalData(UUID request, String shop, List<KeptSale> sales, List<KeptNews> news) {

  public PersonalData {
    sales = List.copyOf(sales);
    news = List.copyOf(news);
  }

  /**
   * A sale.
   *
   * @param total in the smallest unit of the currency
   * @param sentTo where it goes, as long as it has not left
   */
  public record KeptSale(
      String order,
      Instant soldAt,
      @Nullable String name,
      @Nullable String email,
      long total,
      String currency,
      List<String> lines,
      List<String> sentTo) {
    public KeptSale {
      lines = List.copyOf(lines);
      sentTo = List.copyOf(sentTo);
    }
  }

  /** What the shop told us about an order, as it came. */
  public record KeptNews(String topic, Instant receivedAt, String body) {}
}
