package dev.tillbridge.hub.payments;

import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Reason;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.payment.GatewayPayment;
import dev.tillbridge.model.payment.GatewayPayment.State;
import dev.tillbridge.model.payment.PaymentGateway;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** A gateway with a truth of its own, keys and all, that can end every call in every way. */
public final class FakeGateway implements PaymentGateway {

  /** How the next call shall end; without one it works. */
  public enum Ending {
    /** The call arrived and worked, and its answer was lost. */
    LOST_ANSWER,
    /** The call was lost on its way, which nobody can tell. */
    LOST_CALL,
    NOT_SENT,
    REFUSED,
    NOT_FOUND,
    THROWS
  }

  public final Deque<Ending> endings = new ArrayDeque<>();
  final Map<UUID, String> orderByKey = new HashMap<>();
  final Map<String, GatewayPayment> orders = new HashMap<>();
  final Map<UUID, String> refundByKey = new HashMap<>();
  final Set<UUID> captureKeys = new HashSet<>();
  private final String prefix = "O" + UUID.randomUUID().toString().substring(0, 8) + "-";
  int opens;
  int looks;
  int captures;
  int captured;
  public long refunded;

  /** Runs within the next capture, when the money has moved but nobody knows. */
  @Nullable
  Runnable duringCapture;

  @Override
  public String kind() {
    return "PAYPAL";
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities(true, true);
  }

  @Override
  public synchronized Outcome<GatewayPayment> open(Request request) {
    opens++;
    return end(() -> {
      var reference =
          orderByKey.computeIfAbsent(request.key(), _ -> prefix + (orderByKey.size() + 1));
      orders.putIfAbsent(reference, payment(reference, State.WAITING, request.amount(), null));
      return orders.get(reference);
    });
  }

  @Override
  public synchronized Outcome<GatewayPayment> look(String reference) {
    looks++;
    return end(() -> orders.get(reference));
  }

  @Override
  public Outcome<GatewayPayment> capture(UUID key, String reference) {
    synchronized (this) {
      captures++;
      captureKeys.add(key);
    }
    var during = duringCapture;
    if (during != null) {
      duringCapture = null;
      during.run();
    }
    synchronized (this) {
      return end(() -> {
        var order = java.util.Objects.requireNonNull(orders.get(reference));
        if (order.state() == State.APPROVED) {
          captured++;
          set(reference, State.CAPTURED);
        }
        return orders.get(reference);
      });
    }
  }

  @Override
  public synchronized Outcome<String> refund(UUID key, String captureReference, Money amount) {
    return end(() -> {
      if (!refundByKey.containsKey(key)) {
        refunded += amount.minor();
      }
      return refundByKey.computeIfAbsent(key, k -> "R-" + k);
    });
  }

  public void approve(String reference) {
    set(reference, State.APPROVED);
  }

  synchronized void set(String reference, State state) {
    var order = java.util.Objects.requireNonNull(orders.get(reference));
    var capture = state == State.CAPTURED ? "C-" + reference : null;
    orders.put(reference, payment(reference, state, order.amount(), capture));
  }

  synchronized void setAmount(String reference, State state, Money amount) {
    orders.put(reference, payment(reference, state, amount, "C-" + reference));
  }

  private static GatewayPayment payment(
      String reference, State state, Money amount, @Nullable String capture) {
    var url = state == State.WAITING ? URI.create("https://pay.example/" + reference) : null;
    var fee = capture == null ? null : new Money(59, amount.currency());
    return new GatewayPayment(reference, state, amount, url, capture, fee);
  }

  private interface Deed<T> {
    @Nullable
    T run();
  }

  private <T> Outcome<T> end(Deed<T> deed) {
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new AssertionError("called within a transaction");
    }
    return switch (Optional.ofNullable(endings.poll()).map(Enum::name).orElse("")) {
      case "LOST_ANSWER" -> {
        deed.run();
        yield new InDoubt<>("the answer was lost");
      }
      case "LOST_CALL" -> new InDoubt<>("the answer was lost");
      case "NOT_SENT" -> new NotSent<>("no connection", null);
      case "REFUSED" -> new Refused<>("declined");
      case "NOT_FOUND" -> new Refused<>(Reason.NOT_FOUND, "no such order");
      case "THROWS" -> throw new IllegalStateException("a bug in the connector");
      default -> {
        var result = deed.run();
        yield result == null
            ? new Refused<>(Reason.NOT_FOUND, "no such thing")
            : new Delivered<>(result);
      }
    };
  }
}
