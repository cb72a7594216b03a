package dev.tillbridge.hub.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.testing.Db;
import dev.tillbridge.model.catalog.Product;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.catalog.TaxCategory;
import dev.tillbridge.model.catalog.Variant;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.shop.Listing;
import dev.tillbridge.model.shop.ShopChannel;
import dev.tillbridge.model.shop.ShopEvent;
import dev.tillbridge.model.shop.ShopOrder;
import dev.tillbridge.model.shop.StockChange;
import dev.tillbridge.model.shop.StockNumber;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ListingsTest {

  private final Db db = Db.fresh();
  private final Catalog catalog = new Catalog(db.jdbc(), db.tx());
  private final Cases cases = new Cases(db.jdbc(), InstantSource.system());
  private final List<Sku> linked = new ArrayList<>();
  private final Listings listings = new Listings(db.jdbc(), db.tx(), cases, linked::add);
  private final Shop shop = new Shop();

  @AfterEach
  void close() {
    db.close();
  }

  @Test
  void what_the_shop_lists_is_linked_once() {
    for (int i = 0; i < 120; i++) {
      sell("S" + i);
      shop.list("S" + i, "i" + i);
    }
    sell("ONLY-HERE");
    assertThat(listings.link(shop)).isEqualTo(new Delivered<>(120));
    assertThat(shop.largestBatch).isLessThanOrEqualTo(50);
    assertThat(linked).hasSize(120).doesNotHaveDuplicates();
    assertThat(listings.find("x.example", new Sku("S7")))
        .contains(new Listing(new Sku("S7"), "i7", "v-i7"));
    assertThat(listings.skuOf("x.example", "i7")).contains(new Sku("S7"));
    assertThat(listings.skuOf("other", "i7")).isEmpty();
    assertThat(listings.find("x.example", new Sku("ONLY-HERE"))).isEmpty();
    assertThat(listings.link(shop)).as("nothing new").isEqualTo(new Delivered<>(0));
  }

  @Test
  void a_sku_on_two_variants_is_set_aside_until_it_is_one() {
    sell("TWICE");
    shop.list("TWICE", "a");
    shop.list("TWICE", "b");
    assertThat(listings.link(shop)).isEqualTo(new Delivered<>(0));
    assertThat(cases.open())
        .extracting(c -> c.kind() + " " + c.subject())
        .containsExactly("ambiguous-sku x.example|TWICE");
    shop.listed.removeLast();
    assertThat(listings.link(shop)).isEqualTo(new Delivered<>(1));
    assertThat(cases.open()).isEmpty();
  }

  @Test
  void an_item_that_changed_its_sku_needs_a_person() {
    sell("OLD");
    shop.list("OLD", "a");
    listings.link(shop);
    sell("NEW");
    shop.listed.clear();
    shop.list("NEW", "a");
    assertThat(listings.link(shop)).isEqualTo(new Delivered<>(0));
    assertThat(listings.skuOf("x.example", "a")).contains(new Sku("OLD"));
    assertThat(cases.open()).hasSize(1);
  }

  @Test
  void a_shop_that_does_not_answer_is_told_as_such() {
    sell("A");
    shop.answer = new NotSent<>("throttled", null);
    assertThat(listings.link(shop)).isEqualTo(new NotSent<Integer>("throttled", null));
  }

  @Test
  void what_the_shop_answers_beyond_the_question_is_ignored() {
    sell("A");
    shop.answer = new Delivered<>(List.of(new Listing(new Sku("a"), "1", "1")));
    assertThat(listings.link(shop)).isEqualTo(new Delivered<>(0));
  }

  private void sell(String sku) {
    var variant = new Variant(
        new Sku(sku), null, "", List.of(), Money.of(1, "USD"), TaxCategory.STANDARD, null);
    catalog.save(new Product(UUID.randomUUID(), "h-" + sku, "T " + sku, "", "", List.of(variant)));
  }

  /** A shop that only lists. */
  private static final class Shop implements ShopChannel {
    final List<Listing> listed = new ArrayList<>();
    int largestBatch;

    @Nullable
    Outcome<List<Listing>> answer;

    void list(String sku, String item) {
      listed.add(new Listing(new Sku(sku), item, "v-" + item));
    }

    @Override
    public Outcome<List<Listing>> listings(Collection<Sku> skus) {
      largestBatch = Math.max(largestBatch, skus.size());
      return answer != null
          ? answer
          : new Delivered<>(listed.stream().filter(l -> skus.contains(l.sku())).toList());
    }

    @Override
    public String system() {
      return "fake";
    }

    @Override
    public String shop() {
      return "x.example";
    }

    @Override
    public Capabilities capabilities() {
      return new Capabilities(true, true);
    }

    @Override
    public Outcome<StockNumber> available(String itemId, String locationId) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Outcome<StockNumber> setAvailable(StockChange change) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Outcome<OrderPage> ordersChangedSince(Instant since, @Nullable String cursor) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Outcome<Integer> subscribe(String address) {
      throw new UnsupportedOperationException();
    }

    @Override
    public @Nullable ShopEvent receive(byte[] body, Map<String, String> headers) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Outcome<ShopOrder> order(ShopEvent event) {
      throw new UnsupportedOperationException();
    }
  }
}
