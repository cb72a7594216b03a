package dev.tillbridge.hub.payments;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.hub.stock.Holds;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.payment.CardTerminal;
import dev.tillbridge.model.payment.PaymentGateway;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes money through gateways, each sale's once. The keys of all calls are in the row before the
 * first call leaves; no database transaction is open while a gateway thinks; what is in doubt is
 * asked for, never guessed. None of these methods may be called within a transaction, except {@link
 * #find} and {@link #check}.
 */
public final class Payments {

  /**
   * How long a call to a gateway may be under way before others take it for lost. A connector's own
   * time-outs, all attempts together, must be shorter.
   */
  public static final Duration CALL_LEASE = Duration.ofMinutes(1);

  /** A capture without an answer that has not shown at the gateway for so long never will. */
  public static final Duration DOUBT_ENDS = Duration.ofMinutes(10);

  /** A payment that nobody approved for so long was forgotten at the till. */
  public static final Duration ABANDONED = Duration.ofHours(3);

  private final JdbcClient jdbc;
  private final TransactionTemplate tx;
  private final Map<String, PaymentGateway> gateways;
  private final Holds holds;
  private final PaymentStore store;
  private final PaymentSteps steps;
  private final Refunds refunds;
  private final OrphanSweep sweep;
  private final UnwantedMoney unwantedMoney;

  /**
   * Ready at once.
   *
   * @param gateways by their kind, for example PAYPAL
   * @param description what the customer reads at the gateway, at most 127 characters
   */
  public Payments(
      JdbcClient jdbc,
      TransactionTemplate tx,
      InstantSource clock,
      Map<String, PaymentGateway> gateways,
      Holds holds,
      Cases cases,
      Supplier<String> description) {
    this.jdbc = jdbc;
    this.tx = tx;
    this.gateways = Map.copyOf(gateways);
    this.holds = holds;
    this.store = new PaymentStore(jdbc, clock, holds);
    var books = new PaymentEntries(jdbc, clock);
    this.steps = new PaymentSteps(tx, store, books, this::gateway, cases, description);
    this.refunds = new Refunds(jdbc, tx, store, books, this::gateway, cases);
    this.sweep = new OrphanSweep(jdbc, store, this, cases);
    this.unwantedMoney = new UnwantedMoney(jdbc, clock);
  }

  /**
   * Asks the customer for money; the hold, if any, no longer runs out. The same id again is the same
   * payment, and goes on with it if it got stuck.
   *
   * @param id made by the caller
   * @param holdId what is being paid for, or null
   * @throws BadInput for an unknown gateway, an amount that is none, a hold that has ended, or when
   *     another payment of the sale stands
   * @throws IdReused when the id belongs to a payment of other content
   */
  public PaymentView open(
      UUID id, UUID saleId, @Nullable UUID holdId, String gateway, Money amount) {
    return open(new Wanted(id, saleId, holdId, gateway, amount, null, null));
  }

  /**
   * Asks the customer for a part of what is due, or for all of it. Otherwise as {@link #open(UUID,
   * UUID, UUID, String, Money)}.
   *
   * @throws BadInput also when more than is due would be taken, or the till has no terminal
   */
  public PaymentView open(Wanted wanted) {
    GatewayCalls.refuseWithinTransaction();
    check(wanted);
    var known = store.find(wanted.id());
    if (known.isEmpty()) {
      var fresh = insert(wanted);
      if (fresh.isPresent()) {
        return steps.open(fresh.get());
      }
      known = store.find(wanted.id());
    }
    var row = known.orElseThrow();
    boolean same = row.saleId().equals(wanted.saleId())
        && Objects.equals(row.holdId(), wanted.holdId())
        && row.gateway().equals(wanted.gateway())
        && row.amount().equals(wanted.amount());
    if (!same) {
      throw new IdReused("payment " + wanted.id());
    }
    return row.reference() == null ? look(wanted.id()) : row.view();
  }

  private void check(Wanted wanted) {
    var gateway = gateways.get(wanted.gateway());
    if (gateway == null) {
      throw BadInput.of(
          "gateway", "must be one of " + gateways.keySet().stream().sorted().toList());
    }
    if (wanted.amount().minor() <= 0) {
      throw BadInput.of("amount", "must be above zero");
    }
    var register = wanted.register();
    if (gateway instanceof CardTerminal terminal
        && (register == null || !terminal.serves(register))) {
      throw BadInput.of("register", "has no card terminal");
    }
  }

  /** As we know it, without asking the gateway. */
  public Optional<PaymentView> find(UUID id) {
    return store.find(id).map(Row::view);
  }

  /**
   * How it stands; asks the gateway unless it is final or somebody is asking already.
   *
   * @throws NotFound if there is no such payment
   */
  public PaymentView look(UUID id) {
    GatewayCalls.refuseWithinTransaction();
    var seen = steps.look(row(id));
    return seen.unwanted() ? letGo(seen) : seen;
  }

  /**
   * Nobody wants the money of this payment any more, although its end may not be known: the customer
   * pays in another way. An approval that turns up is cancelled, money that turns out to be taken is
   * given back. Answers how it stands now, and never makes the caller wait for an end.
   *
   * @param by who decided it
   * @param allowedBy the manager who lets another payment through a gateway be made for the sale although
   *     the end of this one is not known; null when nobody was asked
   * @throws NotFound if there is no such payment
   * @throws BadInput when its sale was recorded with it
   */
  public PaymentView abandon(UUID id, String by, @Nullable String allowedBy) {
    GatewayCalls.refuseWithinTransaction();
    if (!store.unwanted(row(id).id(), by, allowedBy)) {
      throw BadInput.of("id", "the sale is recorded with it; give the money back instead");
    }
    return letGo(row(id).view());
  }

  private PaymentView letGo(PaymentView payment) {
    var view = payment.state().isFinal() ? payment : steps.cancel(row(payment.id()));
    if (view.state() == PaymentView.State.CAPTURED) {
      unwantedMoney.giveBack(view);
    }
    return view;
  }

  /**
   * Takes the money if the customer agreed. However often and from wherever it is called, the money
   * is taken once; who comes while a capture is under way is told so.
   *
   * @throws NotFound if there is no such payment
   */
  public PaymentView capture(UUID id) {
    GatewayCalls.refuseWithinTransaction();
    var row = row(id);
    return row.unwanted() ? look(id) : steps.capture(row);
  }

  /**
   * Gives up, unless money has moved or still may.
   *
   * @return CANCELLED when it was given up
   * @throws NotFound if there is no such payment
   */
  public PaymentView cancel(UUID id) {
    GatewayCalls.refuseWithinTransaction();
    return steps.cancel(row(id));
  }

  /**
   * Gives money back. All refunds together never exceed what was taken. The same id again is the same
   * refund: it is tried again if it did not happen, asked for again if that is not known.
   *
   * @throws NotFound if there is no such payment
   * @throws BadInput when nothing was captured, or the amount is more than is left
   * @throws IdReused when the id belongs to another refund
   */
  public RefundView refund(UUID id, UUID refundId, Money amount) {
    GatewayCalls.refuseWithinTransaction();
    return refunds.refund(id, refundId, amount);
  }

  /**
   * Finds captured money that no sale claims, and opens a case for each; closes the cases whose sale
   * has come since. On the way it asks after payments that got stuck and gives up forgotten ones.
   *
   * @param olderThan spares what is still on its way from the till
   * @return how many payments have money and no sale
   */
  public int sweepOrphans(Duration olderThan) {
    GatewayCalls.refuseWithinTransaction();
    return sweep.run(olderThan);
  }

  /**
   * For a sale that is being recorded: makes sure that the money is there. The caller compares the
   * sale's id with {@link PaymentView#saleId}. Joins a running transaction and locks nothing.
   *
   * @throws BadInput unless it was captured for exactly this amount and no other sale uses it
   */
  public PaymentView check(UUID paymentId, Money amount) {
    var row = store
        .find(paymentId)
        .orElseThrow(() -> BadInput.of("paymentId", "there is no such payment"));
    if (row.state() != Row.State.CAPTURED) {
      throw BadInput.of("paymentId", "the payment is not captured");
    }
    if (row.unwanted()) {
      throw BadInput.of("paymentId", "the payment was given up");
    }
    if (!row.amount().equals(amount)) {
      throw BadInput.of("paymentId", "the payment is over " + row.amount() + ", not " + amount);
    }
    if (isUsedElsewhere(row)) {
      throw BadInput.of("paymentId", "the payment belongs to another sale");
    }
    return row.view();
  }

  private boolean isUsedElsewhere(Row row) {
    return jdbc.sql("""
            select exists (select 1 from tender
              where kind = :kind and sale_id <> :sale
                and reference in (:id, :reference, :captured))
            """)
        .param("kind", row.gateway())
        .param("sale", row.saleId())
        .param("id", row.id().toString())
        .param("reference", row.reference())
        .param("captured", row.captureReference())
        .query((found, _) -> found.getBoolean(1))
        .single();
  }

  /** The new row; empty when somebody wrote the same payment in this moment. */
  private Optional<Row> insert(Wanted wanted) {
    try {
      return Objects.requireNonNull(tx.execute(_ -> insertLocked(wanted)));
    } catch (DuplicateKeyException e) {
      // The id came for two sales at once.
      return Optional.empty();
    }
  }

  private Optional<Row> insertLocked(Wanted wanted) {
    store.lockSale(wanted.saleId());
    if (store.find(wanted.id()).isPresent()) {
      return Optional.empty();
    }
    PaymentRules.makeRoom(store, wanted);
    var hold = wanted.holdId();
    if (hold != null && !holds.startPaying(hold)) {
      throw BadInput.of("holdId", "the hold has ended; hold the goods again");
    }
    return Optional.of(store.insert(wanted));
  }

  private Row row(UUID id) {
    return store.find(id).orElseThrow(() -> new NotFound("payment " + id));
  }

  private PaymentGateway gateway(String kind) {
    var gateway = gateways.get(kind);
    if (gateway == null) {
      throw new IllegalStateException("gateway " + kind + " is not set up any more");
    }
    return gateway;
  }
}
