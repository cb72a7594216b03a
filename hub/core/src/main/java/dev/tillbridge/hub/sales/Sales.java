package dev.tillbridge.hub.sales;

import dev.tillbridge.hub.books.Books;
import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.catalog.Catalog;
import dev.tillbridge.hub.credit.Credits;
import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.loyalty.Points;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.pricing.Discounts;
import dev.tillbridge.hub.pricing.PriceBook;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.problem.Unavailable;
import dev.tillbridge.hub.stock.SaleStock;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.sale.Tender;
import dev.tillbridge.model.stock.Hold;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Records what tills sold, each sale once. The sale, its stock, what must be told to others and what
 * a person must know commit together.
 */
public final class Sales {

  /** The most that {@link #newest} answers. */
  public static final int NEWEST_MOST = 500;

  private final TransactionTemplate tx;
  private final SaleStore store;
  private final SaleReader reader;
  private final CounterSales counter;
  private final OrderHistoryReader histories;

  /**
   * What the recording of a sale needs from its neighbours.
   *
   * @param payments asked about every tender that a gateway took
   * @param holds finds a hold by its id
   * @param soldUnits follows units that have names
   * @param drawer follows the cash
   */
  public record Neighbours(
      Catalog catalog,
      Places places,
      SaleStock stock,
      PaymentCheck payments,
      Function<UUID, Optional<Hold>> holds,
      Deliveries deliveries,
      Cases cases,
      SoldUnits soldUnits,
      DrawerNews drawer) {

    /** Of a merchant without shifts. */
    public Neighbours(
        Catalog catalog,
        Places places,
        SaleStock stock,
        PaymentCheck payments,
        Function<UUID, Optional<Hold>> holds,
        Deliveries deliveries,
        Cases cases,
        SoldUnits soldUnits) {
      this(
          catalog, places, stock, payments, holds, deliveries, cases, soldUnits, DrawerNews.NOBODY);
    }

    /** Of a merchant whose units have no names, either. */
    public Neighbours(
        Catalog catalog,
        Places places,
        SaleStock stock,
        PaymentCheck payments,
        Function<UUID, Optional<Hold>> holds,
        Deliveries deliveries,
        Cases cases) {
      this(catalog, places, stock, payments, holds, deliveries, cases, (_, _) -> {});
    }
  }

  public Sales(
      JdbcClient jdbc, TransactionTemplate tx, InstantSource clock, Neighbours neighbours) {
    this.tx = tx;
    this.store = new SaleStore(jdbc);
    this.reader = new SaleReader(jdbc);
    this.counter = new CounterSales(
        store,
        new Credits(jdbc, clock),
        new Points(jdbc, clock),
        new Books(jdbc, clock),
        new CounterPrices(
            new PriceBook(jdbc, tx, clock), new Discounts(jdbc, clock), neighbours.cases(), clock),
        clock,
        neighbours);
    this.histories = new OrderHistoryReader(jdbc);
  }

  /**
   * Records a sale that a till made. A paid sale is never refused for want of goods or for its
   * price: it is recorded as charged, and what a person should know becomes a case.
   *
   * @return the sale as recorded, now or when the same report came before
   * @throws BadInput naming every field that makes no sense; nothing was changed
   * @throws IdReused when the id stands for another sale; nothing was changed
   * @throws Unavailable when the location is being fenced; report it again
   */
  public Recorded record(NewSale sale) {
    for (int i = 0; i < sale.tenders().size(); i++) {
      if (sale.tenders().get(i).kind() == Tender.Kind.EXCHANGE) {
        throw BadInput.of("tenders[" + i + "].kind", "comes with the refund that pays for it");
      }
    }
    return recordAny(sale);
  }

  /**
   * Records what a customer took in exchange for goods that he brought back; otherwise as {@link
   * #record}. Joins the caller's transaction.
   *
   * @param refund of the goods, which is being recorded
   * @param value what they are worth: the exchange pays for the sale as far as it goes
   * @return the sale as it was just recorded
   * @throws IdReused when there is a sale of this id
   */
  public SaleView recordExchange(NewSale sale, UUID refund, Money value) {
    var checked = ExchangeCheck.of(sale, refund, value);
    var recorded = recordAny(checked);
    if (recorded.known()) {
      // The refund is new, so the sale can only be somebody else's.
      throw new IdReused("sale " + sale.id());
    }
    return recorded.view();
  }

  /** Tells whether two reports under one id say the same. */
  public static byte[] fingerprint(NewSale sale) {
    return RequestHash.of(sale);
  }

  private Recorded recordAny(NewSale sale) {
    byte[] hash = RequestHash.of(sale);
    // A repetition is recognised before anything is judged: what is judged may have changed since.
    var known = knownAs(sale.id(), hash);
    if (known.isPresent()) {
      return known.get();
    }
    var judged = counter.judge(sale);
    boolean recorded = Objects.requireNonNull(tx.execute(_ -> counter.write(sale, judged, hash)));
    return recorded
        ? new Recorded(view(sale.id()), false)
        : knownAs(sale.id(), hash).orElseThrow();
  }

  private Optional<Recorded> knownAs(UUID id, byte[] hash) {
    return store.requestHash(id).map(recorded -> {
      if (!Arrays.equals(recorded, hash)) {
        throw new IdReused("sale " + id);
      }
      return new Recorded(view(id), true);
    });
  }

  private SaleView view(UUID id) {
    return find(id).orElseThrow();
  }

  /** The business day that a sale belongs to, if there is one of this id. */
  public Optional<LocalDate> businessDay(UUID id) {
    return reader.forBooks(id).map(SaleForBooks::businessDay);
  }

  /** The sale as it stands, if there is one of this id. */
  public Optional<SaleView> find(UUID id) {
    return reader.find(id);
  }

  /**
   * The sales that were recorded last, newest first.
   *
   * @param limit from 1 to {@link #NEWEST_MOST}
   * @throws BadInput for another limit
   */
  public List<SaleView> newest(int limit) {
    if (limit < 1 || limit > NEWEST_MOST) {
      throw BadInput.of("limit", "must be between 1 and " + NEWEST_MOST);
    }
    return reader.newest(limit);
  }

  /** The sale as the books need it, if there is one of this id. */
  public Optional<SaleForBooks> forBooks(UUID id) {
    return reader.forBooks(id);
  }

  /** How the outside order came to be that the sale was made of; empty at the counter. */
  public Optional<OrderHistory> orderHistory(UUID saleId) {
    return histories.of(saleId);
  }
}
