package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.stock.StockLine;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Bundles: SKUs that are sold as one and lie on the shelf as their parts. A bundle has no shelf of
 * its own, and nothing that is a bundle can be a part of another, so taking apart ends after one
 * step.
 */
public final class Bundles {

  /** More parts than this are not a bundle. */
  public static final int MOST_PARTS = 50;

  /** More of one part in a bundle than this are a slip of the keyboard. */
  public static final int MOST_OF_A_PART = 1_000;

  /** No sale is older. */
  static final Instant EVER = Instant.parse("2000-01-01T00:00:00Z");

  /**
   * How a bundle is put together.
   *
   * @param version counts the definitions of this SKU
   * @param validFrom sales made earlier are taken apart by the definition before
   * @param parts units in one bundle, in SKU order
   */
  public record Definition(Sku sku, int version, Instant validFrom, List<StockLine> parts) {
    public Definition {
      parts = List.copyOf(parts);
    }
  }

  private final TransactionTemplate tx;
  private final StockLedger ledger;
  private final BundleBook book;
  private final BundleDefinitions definitions;
  private final KnownBundles known;
  private final ShopPlaces places;
  private final InstantSource clock;

  Bundles(JdbcClient jdbc, StockParts parts, KnownBundles known, ShopPlaces places) {
    this.tx = parts.tx();
    this.ledger = parts.ledger();
    this.book = parts.bundles();
    this.definitions = new BundleDefinitions(jdbc);
    this.known = known;
    this.places = places;
    this.clock = parts.clock();
  }

  /** What the SKU is made of now, if it is a bundle. */
  public Optional<Definition> find(Sku sku) {
    return definitions.current(sku);
  }

  /**
   * What is a bundle now, in SKU order.
   *
   * @param after the last one of the page before; null for the first
   * @param limit at most so many
   */
  public List<Definition> all(@Nullable Sku after, int limit) {
    return definitions.all(after, limit);
  }

  /** Those of the SKUs that are bundles now, and so have no shelf. */
  public Set<Sku> among(Collection<Sku> skus) {
    return book.now(skus).keySet();
  }

  /** The bundles of a sale as they were taken apart, for whoever puts their parts back. */
  public List<Pieces> ofSale(UUID saleId) {
    return book.noted(List.of(saleId)).getOrDefault(saleId, List.of());
  }

  /**
   * Makes a bundle of a SKU, or puts it together differently from now on. The same definition again
   * changes nothing.
   *
   * @param validFrom since when it has been so; not in the future, not before the newest definition;
   *     null for now, or for ever if the SKU has never lain on a shelf or been a bundle: then no sale
   *     of it can have meant anything else
   * @param by who wants it, for the audit log
   * @throws BadInput naming every field that makes no sense; nothing was changed
   */
  public Definition define(Sku sku, List<StockLine> parts, @Nullable Instant validFrom, String by) {
    BundleCheck.sizes(sku, parts, validFrom, clock.instant());
    var defined = Objects.requireNonNull(tx.execute(_ -> {
      definitions.lock();
      var newest = definitions.newest(sku);
      if (newest.isPresent() && newest.get().says(parts, validFrom)) {
        return definitions.current(sku).orElseThrow();
      }
      var from = validFrom == null ? sinceWhen(sku, parts, newest.isEmpty()) : validFrom;
      new BundleCheck(ledger, definitions).sense(sku, parts, from, newest);
      refuseAShelf(sku);
      definitions.add(sku, from, parts, by);
      definitions.audit("bundle-defined", sku, from + ": " + parts, by, clock.instant());
      places.shops().forEach(shop -> places.touch(shop, sku));
      return definitions.current(sku).orElseThrow();
    }));
    known.reload();
    return defined;
  }

  private Instant sinceWhen(Sku sku, List<StockLine> parts, boolean first) {
    var skus = parts.stream().map(StockLine::sku).toList();
    boolean ever = first
        && !definitions.hasMoved(sku)
        && definitions.bundlesAmong(skus, EVER).isEmpty()
        && definitions.partOf(sku, EVER).isEmpty();
    return ever ? EVER : clock.instant();
  }

  /** Locks the shelf everywhere, so that nothing can be put on it meanwhile. */
  private void refuseAShelf(Sku sku) {
    for (var location : ledger.locations()) {
      ledger.enter(location);
      ledger.lock(location, List.of(sku));
    }
    definitions.whereItLies(sku).ifPresent(place -> {
      throw BadInput.of(
          "sku",
          "has a shelf of its own at %s; sell it out, count it to zero or take its parts instead"
              .formatted(place));
    });
  }

  /**
   * From now on the SKU is no bundle. Ending it twice is ending it once.
   *
   * @throws NotFound when it never was one
   */
  public void end(Sku sku, String by) {
    tx.executeWithoutResult(_ -> {
      definitions.lock();
      var newest = definitions.newest(sku).orElseThrow(() -> new NotFound("bundle " + sku));
      if (newest.ended()) {
        return;
      }
      var now = clock.instant();
      var from = now.isBefore(newest.validFrom()) ? newest.validFrom() : now;
      // Asked for before the definition goes, so that the numbers that rest on its parts are found.
      places.shops().forEach(shop -> places.touch(shop, sku));
      definitions.end(sku, from, by);
      definitions.audit("bundle-ended", sku, from.toString(), by, now);
    });
    known.reload();
  }

  /** What a list of parts amounts to. */
  static Map<Sku, Integer> units(List<StockLine> parts) {
    var units = new TreeMap<Sku, Integer>();
    parts.forEach(part -> units.put(part.sku(), part.quantity()));
    return units;
  }
}
