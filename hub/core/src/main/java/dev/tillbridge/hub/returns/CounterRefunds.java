package dev.tillbridge.hub.returns;

import static java.time.Duration.ofMinutes;

import dev.tillbridge.hub.catalog.Catalog;
import dev.tillbridge.hub.credit.Credits;
import dev.tillbridge.hub.loyalty.Points;
import dev.tillbridge.hub.payments.RefundQueue;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.FieldError;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.hub.problem.NotPossible;
import dev.tillbridge.hub.problem.WrongState;
import dev.tillbridge.hub.returns.NewRefund.Back;
import dev.tillbridge.hub.sales.RefundShare;
import dev.tillbridge.hub.sales.SaleView;
import dev.tillbridge.hub.sales.Sales;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.catalog.TaxCategory;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.place.Location;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.sale.Tender;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives money back at the counter, each refund once and never more than was paid, and records what
 * the customer took in exchange. It moves no stock. The refund, its exchange, what gateways must give
 * back and what the books must know commit together.
 */
public final class CounterRefunds {

  private final TransactionTemplate tx;
  private final InstantSource clock;
  private final Neighbours hub;
  private final RefundStore store;
  private final RefundReader reader;
  private final Sending sending;
  private final Points points;

  /** What it needs from its neighbours. */
  public record Neighbours(
      Catalog catalog, Places places, Sales sales, RefundQueue gateways, RefundNews news) {}

  public CounterRefunds(
      JdbcClient jdbc, TransactionTemplate tx, InstantSource clock, Neighbours neighbours) {
    this.tx = tx;
    this.clock = clock;
    this.hub = neighbours;
    this.store = new RefundStore(jdbc);
    this.reader = new RefundReader(jdbc);
    this.points = new Points(jdbc, clock);
    this.sending = new Sending(neighbours.gateways(), new Credits(jdbc, clock));
  }

  /**
   * Records a refund.
   *
   * @param by who asks
   * @param approvedBy who may give money back and has said so
   * @return the refund as recorded, now or when the same came before
   * @throws NotFound when there is no such sale
   * @throws WrongState when the sale was undone
   * @throws NotPossible when its money cannot go back that way
   * @throws BadInput for what makes no sense, or more than can still be refunded
   * @throws IdReused when the id stands for another refund
   */
  public RefundView give(NewRefund refund, String by, String approvedBy) {
    byte[] hash = RefundHash.of(refund);
    var known = known(refund.id(), hash);
    if (known.isPresent()) {
      return known.get();
    }
    try {
      return Objects.requireNonNull(tx.execute(_ -> {
        var sale = refund.saleId() == null ? null : locked(refund.saleId());
        // Whoever had the sale before us may have been the same refund.
        return known(refund.id(), hash).orElseGet(() -> write(refund, sale, hash, by, approvedBy));
      }));
    } catch (DuplicateKeyException atOnce) {
      return known(refund.id(), hash).orElseThrow(() -> atOnce);
    }
  }

  /**
   * What a refund would come to, and how it would go back; nothing is changed. An exchange is not
   * looked at: it pays for its sale as far as the amount goes.
   *
   * @throws RuntimeException as {@link #give}
   */
  public RefundFigures quote(NewRefund refund) {
    var sale = refund.saleId() == null ? null : refundable(refund.saleId());
    var location = location(refund, sale);
    var figures = figures(refund, sale, location);
    var back = WayBack.planned(refund, figures.amount(), facts(sale, location));
    return figures.paid(back.tenders(), back.rounding());
  }

  /** Whether there is a refund of this id. */
  public boolean isKnown(UUID id) {
    return store.requestHash(id).isPresent();
  }

  /** The refund, if there is one of this id. */
  public Optional<RefundView> find(UUID id) {
    return reader.find(id);
  }

  /** All refunds of a sale, oldest first. */
  public List<RefundView> ofSale(UUID sale) {
    return reader.ofSale(sale);
  }

  private Optional<RefundView> known(UUID id, byte[] hash) {
    return store.requestHash(id).map(recorded -> {
      if (!Arrays.equals(recorded, hash)) {
        throw new IdReused("refund " + id);
      }
      return find(id).orElseThrow();
    });
  }

  private RefundView write(
      NewRefund refund, @Nullable SaleView sale, byte[] hash, String by, String approvedBy) {
    var location = location(refund, sale);
    var figures = figures(refund, sale, location);
    if (sale != null) {
      take(refund.id(), sale, figures);
    }
    var taken = exchange(refund, figures.amount());
    var exchanged = taken == null ? Money.zero(location.currency()) : paidByExchange(taken);
    var back = WayBack.of(refund, figures.amount().minus(exchanged), facts(sale, location));
    if (sale != null) {
      back.parts().forEach(part -> store.takeBack(sale.id(), part));
      sending.askGateways(refund, sale, back);
    }
    var tenders = new ArrayList<Back>();
    if (taken != null && exchanged.minor() > 0) {
      tenders.add(new Back(Tender.Kind.EXCHANGE, exchanged, taken.id().toString()));
    }
    tenders.addAll(sending.onCards(refund, back));
    var receipt = refund.receiptNumber();
    var view = new RefundView(
        refund.id(),
        refund.saleId(),
        sale == null ? null : hub.sales().businessDay(sale.id()).orElseThrow(),
        taken == null ? null : taken.id(),
        location.id(),
        refund.register(),
        receipt == null ? store.number() : receipt,
        refund.at(),
        clock.instant(),
        refund.at().atZone(location.timeZone()).toLocalDate(),
        figures.paid(tenders, back.rounding()),
        refund.reason(),
        by,
        approvedBy);
    store.write(view, hash);
    hub.news().given(view);
    return view;
  }

  /** The sale, ours until the end of the transaction. */
  private SaleView locked(UUID id) {
    store.lock(id);
    return refundable(id);
  }

  private SaleView refundable(UUID id) {
    var sale = hub.sales().find(id).orElseThrow(() -> new NotFound("sale " + id));
    if (sale.state().equals("CANCELLED")) {
      throw new WrongState("sale " + sale.receiptNumber() + " was cancelled");
    }
    if (sale.channel() != Channel.COUNTER) {
      throw new NotPossible("%s was not paid at the counter: give the money back where it was paid"
          .formatted(sale.receiptNumber()));
    }
    return sale;
  }

  private Location location(NewRefund refund, @Nullable SaleView sale) {
    var location = hub.places()
        .find(refund.location())
        .orElseThrow(() -> BadInput.of("location", "there is no location " + refund.location()));
    if (sale != null && !sale.currency().equals(location.currency())) {
      throw BadInput.of("location", "has another currency than the sale");
    }
    if (refund.at().isAfter(clock.instant().plus(ofMinutes(10)))) {
      throw BadInput.of("at", "lies in the future, the hub's time is " + clock.instant());
    }
    return location;
  }

  private RefundFigures figures(NewRefund refund, @Nullable SaleView sale, Location location) {
    try {
      if (sale != null) {
        return Workings.ofSale(refund, sale, shares(sale), store.gone(sale.id()));
      }
      var skus = refund.loose().stream().map(NewRefund.Loose::sku).distinct().toList();
      var titles = new HashMap<Sku, String>();
      skus.forEach(sku -> hub.catalog().title(sku).ifPresent(title -> titles.put(sku, title)));
      return Workings.loose(refund, location, hub.catalog().variants(skus), titles);
    } catch (ArithmeticException tooLarge) {
      throw BadInput.of("lines", "come to more than an amount can hold");
    }
  }

  private RefundShare shares(SaleView sale) {
    var skus = sale.lines().stream().map(line -> line.sku()).distinct().toList();
    var categories = new HashMap<Sku, TaxCategory>();
    hub.catalog()
        .variants(skus)
        .forEach((sku, variant) -> categories.put(sku, variant.taxCategory()));
    return new RefundShare(sale, categories);
  }

  private WayBack.Facts facts(@Nullable SaleView sale, Location location) {
    if (sale == null) {
      return new WayBack.Facts(List.of(), new RefundStore.CashBack(0, 0), location.cashStep());
    }
    var gateways = hub.gateways().ofSale(sale.id(), "PAYPAL").stream()
        .map(RefundQueue.Refundable::left)
        .reduce(Money.zero(sale.currency()), Money::plus);
    var originals = Originals.of(sale, store.back(sale.id())).stream()
        // A gateway may have given back more than was asked for here.
        .map(one -> one.kind() == Tender.Kind.PAYPAL ? one.atMost(gateways) : one)
        .toList();
    return new WayBack.Facts(originals, store.cash(sale.id()), location.cashStep());
  }

  private void take(UUID refund, SaleView sale, RefundFigures figures) {
    var shares = shares(sale);
    for (var line : figures.lines()) {
      int number = Objects.requireNonNull(line.line(), "of a sale");
      store.take(
          sale.id(),
          number,
          sale.lines().get(number - 1).quantity(),
          shares.charged(number - 1),
          Workings.elsewhere(sale, number),
          line.quantity(),
          line.amount());
    }
    var left = -store.gone(sale.id()).values().stream()
        .mapToLong(RefundStore.Gone::amount)
        .sum();
    for (int i = 0; i < sale.lines().size(); i++) {
      left += shares.charged(i).minor();
    }
    points.refunded(sale.id(), refund, new Money(left, sale.currency()));
  }

  private @Nullable SaleView exchange(NewRefund refund, Money value) {
    var wanted = refund.exchange();
    if (wanted == null) {
      return null;
    }
    try {
      return hub.sales().recordExchange(wanted, refund.id(), value);
    } catch (BadInput wrong) {
      throw new BadInput(wrong.errors().stream()
          .map(e -> new FieldError("exchange." + e.field(), e.reason()))
          .toList());
    }
  }

  private static Money paidByExchange(SaleView sale) {
    return sale.tenders().stream()
        .filter(t -> t.kind() == Tender.Kind.EXCHANGE)
        .map(Tender::amount)
        .reduce(Money.zero(sale.currency()), Money::plus);
  }
}
