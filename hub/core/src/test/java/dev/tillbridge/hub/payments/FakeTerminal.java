package dev.tillbridge.hub.payments;

import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.payment.CardTerminal;
import dev.tillbridge.model.payment.GatewayPayment;
import dev.tillbridge.model.payment.GatewayPayment.State;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The terminal of R1: payments as the gateway keeps them, and a line to it that can be cut. */
final class FakeTerminal implements CardTerminal {

  final FakeGateway bank = new FakeGateway();
  boolean away;
  int cancels;

  @Override
  public String kind() {
    return "CARD";
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities(false, false);
  }

  @Override
  public boolean serves(String register) {
    return register.equals("R1");
  }

  @Override
  public Outcome<GatewayPayment> open(Request request) {
    return away ? gone() : bank.open(request);
  }

  @Override
  public Outcome<GatewayPayment> look(String reference) {
    return away ? gone() : bank.look(reference);
  }

  @Override
  public Outcome<GatewayPayment> capture(UUID key, String reference) {
    return away ? gone() : bank.capture(key, reference);
  }

  @Override
  public Outcome<GatewayPayment> cancel(Request request, @Nullable String reference) {
    if (away) {
      return gone();
    }
    cancels++;
    var known = reference == null ? bank.open(request) : bank.look(reference);
    if (known instanceof Delivered<GatewayPayment>(var payment)
        && payment.state() != State.CAPTURED) {
      bank.set(payment.reference(), State.CANCELLED);
      return bank.look(payment.reference());
    }
    return known;
  }

  @Override
  public Outcome<String> refund(UUID key, String captureReference, Money amount) {
    return bank.refund(key, captureReference, amount);
  }

  private static Outcome<GatewayPayment> gone() {
    return new NotSent<>("the terminal's service does not answer", null);
  }
}
