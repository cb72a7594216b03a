package dev.tillbridge.hub.payments;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Reason;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.payment.CardTerminal;
import dev.tillbridge.model.payment.GatewayPayment;
import dev.tillbridge.model.payment.PaymentGateway;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.support.TransactionTemplate;

/** What each answer of a gateway means for a payment. Calls first, writes after, never at once. */
final class PaymentSteps {

  private final TransactionTemplate tx;
  private final PaymentStore store;
  private final Function<String, PaymentGateway> gateways;
  private final Cases cases;
  private final Supplier<String> description;
  private final PaymentEntries books;

  PaymentSteps(
      TransactionTemplate tx,
      PaymentStore store,
      PaymentEntries books,
      Function<String, PaymentGateway> gateways,
      Cases cases,
      Supplier<String> description) {
    this.tx = tx;
    this.store = store;
    this.books = books;
    this.gateways = gateways;
    this.cases = cases;
    this.description = description;
  }

  /** Opens a payment whose lease we hold. */
  PaymentView open(Row row) {
    var answer = GatewayCalls.ask(() -> gateways.apply(row.gateway()).open(request(row)));
    // Opening moves no money, so a definite no ends it, and doubt only asks again.
    switch (answer) {
      case Delivered<GatewayPayment>(var told) -> told(row, told);
      case NotSent<GatewayPayment>(var why, var ignored) -> end(row, Row.State.FAILED, why);
      case Refused<GatewayPayment>(var ignored, var why) -> end(row, Row.State.FAILED, why);
      case InDoubt<GatewayPayment>(var why) -> store.goOn(row, Row.State.UNKNOWN, null, why);
    }
    return now(row);
  }

  private PaymentGateway.Request request(Row row) {
    return new PaymentGateway.Request(
        row.openKey(), row.id(), row.amount(), description.get(), row.register());
  }

  PaymentView look(Row row) {
    if (row.state().isFinal() || row.isLeased(store.now())) {
      return row.view();
    }
    var reference = row.reference();
    if (reference == null && row.unwanted()) {
      // To ask for it again would wake the terminal again.
      return row.view();
    }
    if (reference == null) {
      return store.reopen(row).map(this::open).orElseGet(() -> now(row));
    }
    switch (GatewayCalls.ask(() -> gateways.apply(row.gateway()).look(reference))) {
      case Delivered<GatewayPayment>(var told) -> told(row, told);
      case Refused<GatewayPayment>(var reason, var why)
      when reason == Reason.NOT_FOUND && row.captureSentAt() == null ->
        // They forget what nobody paid for.
        end(row, Row.State.CANCELLED, why);
      case Refused<GatewayPayment>(var ignored, var why) -> unseen(row, why);
      case NotSent<GatewayPayment>(var why, var ignored) -> unseen(row, why);
      case InDoubt<GatewayPayment>(var why) -> unseen(row, why);
    }
    return now(row);
  }

  PaymentView capture(Row row) {
    var current = row;
    if (current.state() != Row.State.APPROVED) {
      // Perhaps he agreed since we last looked; perhaps an earlier capture took effect.
      look(current);
      current = reread(current);
    }
    if (current.state() != Row.State.APPROVED) {
      return current.view();
    }
    var before = current.captureSentAt();
    var ours = store.startCapture(current);
    return ours.isPresent() ? send(ours.get(), before) : now(current);
  }

  PaymentView cancel(Row row) {
    var current = row;
    if (mayStillBeTaken(current)) {
      look(current);
      current = reread(current);
      if (mayStillBeTaken(current)) {
        return waitForCapture(current);
      }
    }
    if (current.state().isFinal()) {
      return now(current);
    }
    if (gateways.apply(current.gateway()) instanceof CardTerminal terminal) {
      return free(terminal, current);
    }
    end(current, Row.State.CANCELLED, "given up before any money moved");
    return now(current);
  }

  /** At a terminal the card may be approved at this moment: only its word ends a payment. */
  private PaymentView free(CardTerminal terminal, Row row) {
    if (row.isLeased(store.now())) {
      return row.view();
    }
    switch (GatewayCalls.ask(() -> terminal.cancel(request(row), row.reference()))) {
      case Delivered<GatewayPayment>(var told)
      when told.state() == GatewayPayment.State.CANCELLED ->
        end(row, Row.State.CANCELLED, "voided at the terminal; nothing was charged");
      case Delivered<GatewayPayment>(var told) -> told(row, told);
      case Refused<GatewayPayment>(var ignored, var why) -> unseen(row, why);
      case NotSent<GatewayPayment>(var why, var ignored) -> unseen(row, why);
      case InDoubt<GatewayPayment>(var why) -> unseen(row, why);
    }
    return now(row);
  }

  /** Sends the capture whose lease we hold; before it an earlier one may have been sent, or null. */
  private PaymentView send(Row row, @Nullable Instant before) {
    var reference = Objects.requireNonNull(row.reference());
    var gateway = gateways.apply(row.gateway());
    switch (GatewayCalls.ask(() -> gateway.capture(row.captureKey(), reference))) {
      case Delivered<GatewayPayment>(var told) -> told(row, told);
      case InDoubt<GatewayPayment>(var why) -> store.goOn(row, Row.State.UNKNOWN, null, why);
      case NotSent<GatewayPayment>(var why, var ignored) ->
        store.goOn(row, Row.State.APPROVED, null, why, before);
      case Refused<GatewayPayment>(var ignored, var why) ->
        refused(row, why, GatewayCalls.ask(() -> gateway.look(reference)));
    }
    return now(row);
  }

  /** A no to a capture may also mean "you have it already": we look before we believe it. */
  private void refused(Row row, String why, Outcome<GatewayPayment> seen) {
    switch (seen) {
      case Delivered<GatewayPayment>(var told)
      when told.state() == GatewayPayment.State.CAPTURED
          || told.state() == GatewayPayment.State.PENDING -> told(row, told);
      case Delivered<GatewayPayment> ignored -> end(row, Row.State.FAILED, why);
      case Refused<GatewayPayment> ignored -> store.goOn(row, Row.State.UNKNOWN, null, why);
      case NotSent<GatewayPayment> ignored -> store.goOn(row, Row.State.UNKNOWN, null, why);
      case InDoubt<GatewayPayment> ignored -> store.goOn(row, Row.State.UNKNOWN, null, why);
    }
  }

  private void told(Row row, GatewayPayment told) {
    if (!told.amount().equals(row.amount())) {
      mismatch(row, told);
      return;
    }
    try {
      switch (told.state()) {
        case CAPTURED -> tx.executeWithoutResult(_ -> captured(row, told));
        case WAITING -> store.goOn(row, Row.State.WAITING, told, null);
        case APPROVED -> store.goOn(row, Row.State.APPROVED, told, null);
        case PENDING -> {
          var sent = row.captureSentAt();
          var since = sent == null ? store.now() : sent;
          store.goOn(row, Row.State.UNKNOWN, told, "the gateway is still deciding", since);
        }
        case CANCELLED ->
          tx.executeWithoutResult(
              _ -> store.end(row, Row.State.CANCELLED, told, "cancelled at the gateway"));
        case DECLINED ->
          tx.executeWithoutResult(
              _ -> store.end(row, Row.State.FAILED, told, "the card was declined"));
      }
    } catch (DuplicateKeyException twice) {
      // One order of theirs cannot pay for two payments of ours.
      end(row, Row.State.FAILED, "the gateway gave its reference " + told.reference() + " twice");
    }
  }

  private void captured(Row row, GatewayPayment told) {
    var fee = told.fee();
    var reference = told.captureReference();
    boolean noted = store.captured(row, Row.State.CAPTURED, told, null);
    if (noted
        && fee != null
        && reference != null
        && fee.currency().equals(row.amount().currency())) {
      books.fee(row, reference, fee, store.now());
    }
  }

  /** Their amount is not ours: no sale may use it, and a person must look. */
  private void mismatch(Row row, GatewayPayment told) {
    var note = "the gateway says %s, we asked for %s".formatted(told.amount(), row.amount());
    tx.executeWithoutResult(_ -> {
      boolean noted = told.state() == GatewayPayment.State.CAPTURED
          ? store.captured(row, Row.State.FAILED, told, note + "; money was taken")
          : store.end(row, Row.State.FAILED, told, note);
      if (noted && told.state() == GatewayPayment.State.CAPTURED) {
        books.withoutSale(row, told.amount(), store.now());
      }
      if (noted) {
        cases.open(
            "payment-mismatch",
            row.id().toString(),
            "Payment over " + row.amount() + " differs at " + row.gateway(),
            note + " (" + told.reference() + ", sale " + row.saleId() + ")");
      }
    });
  }

  private void end(Row row, Row.State to, String why) {
    tx.executeWithoutResult(_ -> store.end(row, to, null, why));
  }

  /**
   * Nothing new is known; a capture whose sender is gone is in doubt from now on, and so is what may go
   * on at a terminal without us.
   */
  private void unseen(Row row, String why) {
    boolean atTerminal = gateways.apply(row.gateway()) instanceof CardTerminal;
    if (row.state() == Row.State.CAPTURING || atTerminal) {
      store.goOn(row, Row.State.UNKNOWN, null, why);
    }
  }

  private boolean mayStillBeTaken(Row row) {
    var sent = row.captureSentAt();
    boolean gatewayHasNone = row.state() == Row.State.APPROVED || row.state() == Row.State.WAITING;
    return !row.state().isFinal()
        && sent != null
        && (!gatewayHasNone || store.now().isBefore(sent.plus(Payments.DOUBT_ENDS)));
  }

  private static PaymentView waitForCapture(Row row) {
    var view = row.view();
    return new PaymentView(
        view.id(),
        view.saleId(),
        view.gateway(),
        view.amount(),
        PaymentView.State.UNKNOWN,
        null,
        view.reference(),
        view.captureReference(),
        view.fee(),
        "a capture is on its way and may still take effect; it can be cancelled "
            + Payments.DOUBT_ENDS.toMinutes()
            + " minutes after it left",
        view.unwanted());
  }

  private Row reread(Row row) {
    return store.find(row.id()).orElseThrow();
  }

  private PaymentView now(Row row) {
    return reread(row).view();
  }
}
