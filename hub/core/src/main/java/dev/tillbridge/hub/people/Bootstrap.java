package dev.tillbridge.hub.people;

import dev.tillbridge.hub.places.Merchant;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.model.catalog.TaxCategory;
import dev.tillbridge.model.place.Location;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.place.StockPolicy;
import dev.tillbridge.model.place.TaxMode;
import dev.tillbridge.model.place.TaxRate;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells an empty hub from a file who and where it is. Applying the file again changes what it says
 * about the merchant and his places; people who exist keep what they have.
 */
public final class Bootstrap {

  private static final JsonMapper JSON = JsonMapper.builder()
      .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
      .build();

  private final JdbcClient jdbc;
  private final TransactionTemplate tx;
  private final Places places;
  private final Accounts accounts;

  /**
   * Ready at once.
   *
   * @param pepper see {@link Secrets#pepper}
   */
  public Bootstrap(
      JdbcClient jdbc, TransactionTemplate tx, InstantSource clock, Places places, byte[] pepper) {
    this.jdbc = jdbc;
    this.tx = tx;
    this.places = places;
    this.accounts = new Accounts(jdbc, clock, new SlowHash(pepper));
  }

  /**
   * Applies the file, all of it or nothing.
   *
   * @throws BadInput naming what is wrong in the file
   */
  public void apply(Path json) {
    var file = read(json);
    tx.executeWithoutResult(_ -> {
      // PINs are hashed in it, slowly on purpose: a busy machine thinks longer than a query may.
      jdbc.sql("set local idle_in_transaction_session_timeout = '2min'").update();
      file.merchant().ifPresent(m -> places.save(new Merchant(m.name(), m.lines())));
      for (int i = 0; i < file.locationList().size(); i++) {
        var place = file.locationList().get(i);
        var location = location("locations[" + i + "]", place, file);
        places.save(location);
        places.saveTips(location.id(), place.tipPercents());
      }
      for (int i = 0; i < file.registerList().size(); i++) {
        register("registers[" + i + "]", file.registerList().get(i));
      }
      for (int i = 0; i < file.userList().size(); i++) {
        accounts.addUser("users[" + i + "]", file.userList().get(i));
      }
      for (int i = 0; i < file.tokenList().size(); i++) {
        accounts.saveToken("apiTokens[" + i + "]", file.tokenList().get(i));
      }
    });
  }

  private static BootstrapFile read(Path json) {
    try {
      return JSON.readValue(json.toFile(), BootstrapFile.class);
    } catch (JacksonException e) {
      var at = e.getLocation();
      throw BadInput.of(
          json.getFileName() + (at == null ? "" : ", line " + at.getLineNr()),
          e.getOriginalMessage());
    }
  }

  private static Location location(String field, BootstrapFile.Place place, BootstrapFile file) {
    var rates = place.rates().stream()
        .map(rate -> checked(
            field + ".taxRates",
            () -> new TaxRate(
                new TaxCategory(Accounts.required(field, "category", rate.category())),
                Accounts.required(field, "name", rate.name()),
                rate.ratePpm())))
        .toList();
    return checked(
        field,
        () -> new Location(
            new LocationId(Accounts.required(field, "id", place.id())),
            Accounts.required(field, "name", place.name()),
            ZoneId.of(Accounts.required(field, "timeZone", place.timeZone())),
            Currency.getInstance(Accounts.required("file", "currency", file.currency())),
            oneOf(field + ".taxMode", TaxMode.values(), place.taxMode()),
            rates,
            oneOf(field + ".stockPolicy", StockPolicy.values(), place.stockPolicy()),
            place.cashStep()));
  }

  private void register(String field, BootstrapFile.Till till) {
    var location = checked(
        field + ".location",
        () -> new LocationId(Accounts.required(field, "location", till.location())));
    if (places.find(location).isEmpty()) {
      throw BadInput.of(field + ".location", "there is no location " + location);
    }
    places.saveRegister(Accounts.required(field, "id", till.id()), location);
  }

  static <E extends Enum<E>> E oneOf(String field, E[] values, @Nullable String name) {
    return Arrays.stream(values)
        .filter(value -> value.name().equals(name))
        .findFirst()
        .orElseThrow(() -> BadInput.of(field, "must be one of " + List.of(values)));
  }

  private static <T> T checked(String field, Supplier<T> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException | DateTimeException e) {
      throw BadInput.of(field, String.valueOf(e.getMessage()));
    }
  }
}
