package dev.tillbridge.hub.places;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.model.catalog.TaxCategory;
import dev.tillbridge.model.place.Location;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.place.StockPolicy;
import dev.tillbridge.model.place.TaxMode;
import dev.tillbridge.model.place.TaxRate;
import java.sql.Array;
import java.sql.Types;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Where things are sold. Small and rarely changed, so it is read fresh each time. */
public final class Places {

  private static final int TIPS_MOST = 4;

  private final JdbcClient jdbc;
  private final TransactionTemplate tx;

  public Places(JdbcClient jdbc, TransactionTemplate tx) {
    this.jdbc = jdbc;
    this.tx = tx;
  }

  /** The location with its tax rates, if there is one. */
  public Optional<Location> find(LocationId id) {
    return all().stream().filter(location -> location.id().equals(id)).findFirst();
  }

  /**
   * The location with its tax rates.
   *
   * @throws NotFound if there is none
   */
  public Location get(LocationId id) {
    return find(id).orElseThrow(() -> new NotFound("location " + id));
  }

  /** Every location, by id. */
  public List<Location> all() {
    var rates = rates();
    return jdbc.sql("""
            select id, name, time_zone, currency, tax_mode, stock_policy, cash_step
              from location order by id
            """)
        .query((row, _) -> new Location(
            new LocationId(row.getString("id")),
            row.getString("name"),
            ZoneId.of(row.getString("time_zone")),
            Currency.getInstance(row.getString("currency")),
            TaxMode.valueOf(row.getString("tax_mode")),
            rates.getOrDefault(row.getString("id"), List.of()),
            StockPolicy.valueOf(row.getString("stock_policy")),
            row.getObject("cash_step", Integer.class)))
        .list();
  }

  /** Which tips tills there offer, in percent; none where nobody is asked for one. */
  public List<Integer> tips(LocationId location) {
    return jdbc.sql(
            "select unnest(tip_percents) as percent from location where id = :id and tip_percents is not null")
        .param("id", location.code())
        .query((row, _) -> row.getInt("percent"))
        .list();
  }

  /**
   * Sets which tips tills of a location offer.
   *
   * @param percents at most four, each between 1 and 100; none to ask nobody
   * @throws BadInput for others
   */
  public void saveTips(LocationId location, List<Integer> percents) {
    if (percents.size() > TIPS_MOST || percents.stream().anyMatch(p -> p < 1 || p > 100)) {
      throw BadInput.of("tips", "must be at most " + TIPS_MOST + " percentages from 1 to 100");
    }
    jdbc.sql("""
            update location set tip_percents = :tips
             where id = :id and tip_percents is distinct from :tips::integer[]
            """)
        .param("id", location.code())
        .param("tips", percents.isEmpty() ? null : percents.toArray(Integer[]::new), Types.ARRAY)
        .update();
  }

  /** Where the register stands; empty when there is no such register. */
  public Optional<LocationId> registerLocation(String register) {
    return jdbc.sql("select location from register where id = :id")
        .param("id", register)
        .query(String.class)
        .optional()
        .map(LocationId::new);
  }

  /**
   * Whose hub this is.
   *
   * @throws NotFound before the hub was set up
   */
  public Merchant merchant() {
    return jdbc.sql("select name, address from merchant")
        .query((row, _) -> new Merchant(row.getString("name"), strings(row.getArray("address"))))
        .optional()
        .orElseThrow(() -> new NotFound("the merchant"));
  }

  /** Sets or replaces who the merchant is. */
  public void save(Merchant merchant) {
    jdbc.sql("""
            insert into merchant (name, address) values (:name, :address)
            on conflict (only_one) do update set name = excluded.name, address = excluded.address
            """)
        .param("name", merchant.name())
        .param("address", merchant.address().toArray(String[]::new))
        .update();
  }

  /**
   * Adds a location, or replaces what is known about it, its tax rates included.
   *
   * @throws BadInput for another currency than before: the prices and sales made there would change
   *     their meaning
   */
  public void save(Location location) {
    tx.executeWithoutResult(_ -> {
      if (!isNew(location)) {
        change(location);
      }
      replaceRates(location.id().code(), location.taxRates());
    });
  }

  private boolean isNew(Location location) {
    return of(location, """
            insert into location (id, name, time_zone, currency, tax_mode, stock_policy, cash_step)
            values (:id, :name, :zone, :currency, :taxMode, :policy, :cashStep)
            on conflict (id) do nothing
            """)
            .param("currency", location.currency().getCurrencyCode())
            .update()
        == 1;
  }

  // Whoever decides about holds shares the location's row all day long, so a hub that starts among
  // them must not want it for itself when nothing has changed: it would wait, and not start.
  private void change(Location location) {
    var id = location.id().code();
    var currency = jdbc.sql("select currency from location where id = :id")
        .param("id", id)
        .query(String.class)
        .single();
    if (!currency.equals(location.currency().getCurrencyCode())) {
      throw BadInput.of("currency", "location " + id + " has another currency already");
    }
    of(location, """
            update location
               set name = :name, time_zone = :zone, tax_mode = :taxMode, stock_policy = :policy,
                   cash_step = :cashStep
             where id = :id
               and (name, time_zone, tax_mode, stock_policy, cash_step)
                   is distinct from (:name, :zone, :taxMode, :policy, :cashStep::integer)
            """).update();
  }

  private JdbcClient.StatementSpec of(Location location, String sql) {
    return jdbc.sql(sql)
        .param("id", location.id().code())
        .param("name", location.name())
        .param("zone", location.timeZone().getId())
        .param("taxMode", location.taxMode().name())
        .param("policy", location.stockPolicy().name())
        .param("cashStep", location.cashStep(), Types.INTEGER);
  }

  /** Adds a register, or moves it to another location. */
  public void saveRegister(String register, LocationId location) {
    jdbc.sql("""
            insert into register (id, location) values (:id, :location)
            on conflict (id) do update set location = excluded.location
            """).param("id", register).param("location", location.code()).update();
  }

  private void replaceRates(String location, List<TaxRate> rates) {
    jdbc.sql("delete from tax_rate where location = :location")
        .param("location", location)
        .update();
    int position = 0;
    for (var rate : rates) {
      jdbc.sql("""
              insert into tax_rate (location, category, name, rate_ppm, position)
              values (:location, :category, :name, :rate, :position)
              """)
          .param("location", location)
          .param("category", rate.category().code())
          .param("name", rate.name())
          .param("rate", rate.ratePpm())
          .param("position", position++)
          .update();
    }
  }

  private Map<String, List<TaxRate>> rates() {
    var rates = new LinkedHashMap<String, List<TaxRate>>();
    jdbc.sql("select location, category, name, rate_ppm from tax_rate order by location, position")
        .query(row -> {
          rates
              .computeIfAbsent(row.getString("location"), _ -> new ArrayList<>())
              .add(new TaxRate(
                  new TaxCategory(row.getString("category")),
                  row.getString("name"),
                  row.getInt("rate_ppm")));
        });
    return rates;
  }

  private static List<String> strings(Array array) throws java.sql.SQLException {
    return List.of((String[]) array.getArray());
  }
}
