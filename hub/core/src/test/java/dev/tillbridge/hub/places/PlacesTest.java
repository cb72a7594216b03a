package dev.tillbridge.hub.places;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.testing.Db;
import dev.tillbridge.model.place.Location;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.place.StockPolicy;
import dev.tillbridge.model.place.TaxMode;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PlacesTest {

  private static final LocationId MAIN = new LocationId("main");

  private final Db db = Db.fresh();
  private final Places places = new Places(db.jdbc(), db.tx());

  @AfterEach
  void close() {
    db.close();
  }

  private static Location main(String name, String currency) {
    return new Location(
        MAIN,
        name,
        ZoneOffset.UTC,
        Currency.getInstance(currency),
        TaxMode.EXCLUSIVE,
        List.of(),
        StockPolicy.WARN);
  }

  @Test
  void a_hub_that_starts_while_holds_are_decided_waits_for_nobody() {
    places.save(main("Main Street", "USD"));
    db.tx().executeWithoutResult(_ -> {
      db.jdbc()
          .sql("select id from location where id = 'main' for share")
          .query(String.class)
          .single();
      assertThat(CompletableFuture.runAsync(() -> places.save(main("Main Street", "USD"))))
          .succeedsWithin(Duration.ofSeconds(20));
    });
  }

  @Test
  void what_has_changed_is_taken_over() {
    places.save(main("Main Street", "USD"));
    places.save(main("Harbour Lane", "USD"));
    assertThat(places.get(MAIN)).isEqualTo(main("Harbour Lane", "USD"));
  }

  @Test
  void a_location_keeps_its_currency() {
    places.save(main("Main Street", "USD"));
    assertThatThrownBy(() -> places.save(main("Harbour Lane", "EUR")))
        .isInstanceOfSatisfying(
            BadInput.class,
            wrong -> assertThat(wrong.errors())
                .singleElement()
                .satisfies(error -> assertThat(error.field()).isEqualTo("currency")));
    assertThat(places.get(MAIN)).isEqualTo(main("Main Street", "USD"));
  }
}
