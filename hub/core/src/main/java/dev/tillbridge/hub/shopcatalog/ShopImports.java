package dev.tillbridge.hub.shopcatalog;

import dev.tillbridge.hub.catalog.CatalogBulk;
import dev.tillbridge.hub.catalog.Listings;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.hub.problem.NotPossible;
import dev.tillbridge.hub.problem.WrongState;
import dev.tillbridge.hub.stock.GoodsReceipts;
import dev.tillbridge.hub.stock.ShopPlaces;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.shop.ShopCatalog;
import dev.tillbridge.model.shop.ShopOrder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes over what a shop sells: read first, then judged and shown, and only when a person agrees
 * applied. A hub that is killed in the middle goes on where it was, and so does any other hub on the
 * same database. What cannot be taken over is set aside with what would put it right, and holds up
 * nothing.
 */
public final class ShopImports {

  private static final Logger LOG = LoggerFactory.getLogger(ShopImports.class);

  /** Then another hub may have its turn, and this one looks whether it is to stop. */
  private static final Duration SLICE = Duration.ofSeconds(10);

  private final Map<String, ShopCatalog> shops;
  private final InstantSource clock;
  private final ImportBook book;
  private final ImportReader reader;
  private final ImportSteps steps;

  /**
   * What imports need from their neighbours.
   *
   * @param currency of a shop's prices, as its first location has it
   * @param orders takes an open order
   */
  public record Neighbours(
      Listings listings,
      FieldOwners owners,
      GoodsReceipts receipts,
      ShopPlaces places,
      Function<String, Currency> currency,
      BiFunction<String, ShopOrder, Outcome<String>> orders) {}

  /**
   * Begins with what is in the database.
   *
   * @param shops by name; those whose products can be taken over
   */
  public ShopImports(
      JdbcClient jdbc,
      TransactionTemplate tx,
      InstantSource clock,
      Map<String, ShopCatalog> shops,
      Neighbours neighbours) {
    this.shops = Map.copyOf(shops);
    this.clock = clock;
    this.book = new ImportBook(jdbc, clock);
    this.reader = new ImportReader(jdbc, clock, neighbours.places());
    this.steps = new ImportSteps(
        jdbc,
        tx,
        clock,
        book,
        new ImportSteps.Parts(
            new Staging(jdbc),
            new Judge(jdbc),
            new Goods(
                jdbc,
                new CatalogBulk(jdbc),
                new ListPrices(jdbc),
                neighbours.receipts()::setOpenings,
                neighbours.places()::location),
            new GoodsLinks(jdbc, neighbours.listings(), neighbours.places()::listed),
            neighbours.owners(),
            neighbours.currency(),
            neighbours.orders()));
  }

  /** The shops whose products can be taken over. */
  public List<String> shops() {
    return shops.keySet().stream().sorted().toList();
  }

  /**
   * Begins to read a shop. The same id again is the same import.
   *
   * @param id made by the caller
   * @param askedBy who wants it
   * @throws BadInput for a shop that is none of ours
   * @throws IdReused when the id stands for another shop's import
   * @throws NotPossible while another import of the shop is open
   */
  public ImportView start(UUID id, String shop, String askedBy) {
    if (!shops.containsKey(shop)) {
      throw BadInput.of("shop", "must be one of ours: " + String.join(", ", shops()));
    }
    if (!book.add(id, shop, askedBy)) {
      var known = book.find(id);
      if (known.isPresent() && !known.get().shop().equals(shop)) {
        throw new IdReused("import " + id);
      }
      if (known.isEmpty()) {
        throw new NotPossible("another import of " + shop + " is open: "
            + book.open(shop).map(UUID::toString).orElse("look again"));
      }
    }
    return get(id);
  }

  /**
   * The import as it stands.
   *
   * @throws NotFound when there is none of this id
   */
  public ImportView get(UUID id) {
    return reader.find(id).orElseThrow(() -> new NotFound("import " + id));
  }

  /** The newest imports first; at most 20. */
  public List<ImportView> newest() {
    return reader.newest();
  }

  /**
   * What becomes of the shop's variants, in the order in which the shop told them.
   *
   * @param verdict CREATE, CHANGE, SAME or ASIDE; null for all
   * @param after position of the last row before, or 0
   * @param most from 1 to 500
   */
  public List<ImportRow> rows(UUID id, @Nullable String verdict, long after, int most) {
    get(id);
    if (most < 1 || most > 500) {
      throw BadInput.of("limit", "must be between 1 and 500");
    }
    if (verdict != null && !List.of("CREATE", "CHANGE", "SAME", "ASIDE").contains(verdict)) {
      throw BadInput.of("verdict", "must be CREATE, CHANGE, SAME or ASIDE");
    }
    return reader.rows(id, verdict, after, most);
  }

  /** Open orders that could not be taken, and why; by the shop's id. At most 500. */
  public Map<String, String> ordersAside(UUID id) {
    return reader.ordersAside(id);
  }

  /** What the shop told and nobody could read, and why; by the shop's id. At most 500. */
  public Map<String, String> unreadable(UUID id) {
    return reader.unreadable(id);
  }

  /**
   * Agrees to the report: what it says is done now. Counts and open orders are read anew, and what
   * has been put right since is judged by what was read. Agreeing twice is agreeing once.
   *
   * @throws NotFound when there is none of this id
   * @throws WrongState when it is not ready, or given up
   */
  public ImportView apply(UUID id) {
    if (!book.apply(id)) {
      var view = get(id);
      if (view.state() != ImportState.APPLYING && view.state() != ImportState.DONE) {
        throw new WrongState("import " + id + " is " + view.state());
      }
    }
    return get(id);
  }

  /**
   * Gives it up. What was applied before stays.
   *
   * @throws NotFound when there is none of this id
   * @throws WrongState when it is over already
   */
  public ImportView cancel(UUID id) {
    if (!book.cancel(id) && get(id).state() != ImportState.CANCELLED) {
      throw new WrongState("import " + id + " is over");
    }
    return get(id);
  }

  /** Does what is due, step by step, for a while; called again and again by every hub. */
  public void work() {
    var end = clock.instant().plus(SLICE);
    while (clock.instant().isBefore(end) && !Thread.currentThread().isInterrupted()) {
      var job = book.claim();
      if (job.isEmpty()) {
        return;
      }
      step(job.get());
    }
  }

  /** News that a shop has prepared something: what waits for it looks at once. */
  public void prepared(String shop) {
    book.wake(shop);
  }

  private void step(Job job) {
    var shop = shops.get(job.shop());
    if (shop == null) {
      book.later(job, Duration.ofMinutes(5), job.shop() + " is not connected");
      return;
    }
    try {
      steps.step(job, shop);
    } catch (DataAccessException e) {
      LOG.warn("import {}: {} could not be done", job.id(), job.phase(), e);
      book.later(job, null, "the hub's database did not do it; see the log");
    } catch (RuntimeException bug) {
      LOG.error("import {}: {} failed", job.id(), job.phase(), bug);
      book.later(job, null, "the hub failed on it: " + bug.getMessage());
    }
  }
}
