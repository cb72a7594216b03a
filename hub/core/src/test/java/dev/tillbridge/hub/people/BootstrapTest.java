package dev.tillbridge.hub.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.people.SignIn.Welcome;
import dev.tillbridge.hub.people.SignIn.Wrong;
import dev.tillbridge.hub.places.Merchant;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.hub.testing.Db;
import dev.tillbridge.model.catalog.TaxCategory;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.place.StockPolicy;
import dev.tillbridge.model.place.TaxMode;
import dev.tillbridge.model.place.TaxRate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BootstrapTest {

  private static final String FILE = """
      {"merchant": {"name": "Lark & Linden", "address": ["12 Main Street", "Portsmouth"]},
       "currency": "USD",
       "locations": [{"id": "main", "name": "Main Street", "timeZone": "America/New_York",
                      "taxMode": "EXCLUSIVE", "stockPolicy": "WARN",
                      "taxRates": [{"category": "standard", "name": "Sales tax", "ratePpm": 82500}]}],
       "registers": [{"id": "R1", "location": "main"}],
       "users": [{"name": "Olivia", "role": "OWNER", "password": "correct-horse", "pin": "739150"},
                 {"name": "Cora", "role": "CASHIER", "password": "battery-staple", "pin": "482913"}],
       "apiTokens": [{"name": "demo", "token": "a-token-that-nobody-guesses", "scopes": ["*"]}]}
      """;

  private final Db db = Db.fresh();
  private final InstantSource clock = InstantSource.system();
  private final Places places = new Places(db.jdbc(), db.tx());
  private final byte[] pepper = Digests.random(32);
  private final Bootstrap bootstrap = new Bootstrap(db.jdbc(), db.tx(), clock, places, pepper);
  private final People people =
      new People(db.jdbc(), db.tx(), clock, new Cases(db.jdbc(), clock), pepper);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @AfterEach
  void close() {
    db.close();
  }

  @Test
  void an_empty_hub_learns_who_and_where_it_is() throws IOException {
    assertThatThrownBy(places::merchant).isInstanceOf(NotFound.class);
    apply(FILE);
    assertThat(places.merchant())
        .isEqualTo(new Merchant("Lark & Linden", List.of("12 Main Street", "Portsmouth")));
    var main = places.get(new LocationId("main"));
    assertThat(main.timeZone().getId()).isEqualTo("America/New_York");
    assertThat(main.currency().getCurrencyCode()).isEqualTo("USD");
    assertThat(main.taxMode()).isEqualTo(TaxMode.EXCLUSIVE);
    assertThat(main.stockPolicy()).isEqualTo(StockPolicy.WARN);
    assertThat(main.taxRates())
        .containsExactly(new TaxRate(TaxCategory.STANDARD, "Sales tax", 82_500));
    assertThat(places.all()).containsExactly(main);
    assertThat(places.find(new LocationId("none"))).isEmpty();
    assertThatThrownBy(() -> places.get(new LocationId("none"))).isInstanceOf(NotFound.class);
    assertThat(places.registerLocation("R1")).contains(new LocationId("main"));
    assertThat(places.registerLocation("R2")).isEmpty();
    assertThat(people.signInWithPin("Cora", "482913", "x")).isInstanceOf(Welcome.class);
    assertThat(people.signInWithPassword("Olivia", "correct-horse", "x"))
        .isInstanceOf(Welcome.class);
    assertThat(people.token("a-token-that-nobody-guesses"))
        .contains(new ApiClient("demo", Set.of("*")));
    assertThat(people.token("another")).isEmpty();
  }

  @Test
  void hashing_may_take_longer_than_a_transaction_may_be_idle() throws IOException {
    db.jdbc()
        .sql("alter database %s set idle_in_transaction_session_timeout = '20ms'"
            .formatted(db.database().name()))
        .update();
    // What is open already was told another limit.
    db.dataSource().getHikariPoolMXBean().softEvictConnections();
    apply(FILE);
    assertThat(
            db.jdbc().sql("select count(*) from app_user").query(Integer.class).single())
        .isEqualTo(2);
  }

  @Test
  void applying_it_again_changes_the_place_and_leaves_people_alone() throws IOException {
    apply(FILE);
    apply(FILE.replace("82500", "90000")
        .replace("482913", "902817")
        .replace("CASHIER", "OWNER")
        .replace("that-nobody-guesses", "that-was-exchanged"));
    assertThat(places.get(new LocationId("main")).taxRates().getFirst().ratePpm())
        .isEqualTo(90_000);
    assertThat(people.signInWithPin("Cora", "902817", "x")).isInstanceOf(Wrong.class);
    var cora = people.signInWithPin("Cora", "482913", "x");
    assertThat(((Welcome) cora).user().role()).isEqualTo(Role.CASHIER);
    assertThat(people.token("a-token-that-was-exchanged")).isPresent();
    assertThat(people.token("a-token-that-nobody-guesses")).isEmpty();
  }

  @Test
  void a_revoked_token_stays_revoked() throws IOException {
    apply(FILE);
    db.jdbc()
        .sql("update api_token set revoked_at = now() - interval '1 minute'")
        .update();
    apply(FILE);
    assertThat(people.token("a-token-that-nobody-guesses")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          482913           | 739150   | users[1].pin
          482913           | 123456   | users[1].pin
          battery-staple   | short    | users[1].password
          CASHIER          | BOSS     | users[1].role
          America/New_York | Mars     | locations[0]
          EXCLUSIVE        | SOMETIMES| locations[0].taxMode
          82500            | 1000001  | locations[0].taxRates
          "location": "main" | "location": "none" | registers[0].location
          a-token-that-nobody-guesses | short | apiTokens[0].token
          "id": "R1",      | ''       | registers[0].id
          """)
  void what_is_wrong_is_named_and_nothing_is_kept(String right, String wrong, String field) {
    assertThatThrownBy(() -> apply(FILE.replace(right, wrong)))
        .isInstanceOfSatisfying(
            BadInput.class, e -> assertThat(e.errors().getFirst().field()).isEqualTo(field));
    assertThat(places.all()).isEmpty();
  }

  @Test
  void what_is_no_json_is_refused_with_its_line() {
    assertThatThrownBy(() -> apply("{\n oops"))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("line 2");
  }

  @Test
  void a_location_keeps_its_currency() throws IOException {
    apply(FILE);
    assertThatThrownBy(() -> apply(FILE.replace("USD", "EUR"))).isInstanceOf(BadInput.class);
  }

  private void apply(String json) throws IOException {
    bootstrap.apply(Files.writeString(folder.resolve("bootstrap.json"), json));
  }
}
