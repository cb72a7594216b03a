package dev.tillbridge.hub.credit;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.model.money.Money;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Keeps what is on gift cards, store credit and deposits. What a card has is decided by the database,
 * in the transaction of the sale or refund that pays in or takes out. Every method joins it.
 */
public final class Credits {

  private final ValueStore store;
  private final InstantSource clock;

  public Credits(JdbcClient jdbc, InstantSource clock) {
    this.store = new ValueStore(jdbc);
    this.clock = clock;
  }

  /**
   * How a card stands.
   *
   * @throws BadInput for what cannot be a code
   */
  public Optional<StoredValue> find(@Nullable String code) {
    return store.find(Code.of(code, "code"));
  }

  /**
   * Pays into a card that was sold; the first time that its code is seen, it becomes one.
   *
   * @param causeId which charge of which sale
   * @param field of the code, as the sender spelt it
   * @throws BadInput for what cannot be a code, or one that stands for something else
   */
  public StoredValue sold(
      ValueKind kind, @Nullable String code, Money amount, String causeId, String field) {
    return add(kind, code, amount, "SOLD", causeId, field);
  }

  /** Credit for goods that came back; otherwise as {@link #sold}. */
  public StoredValue refunded(@Nullable String code, Money amount, String causeId, String field) {
    return add(ValueKind.STORE_CREDIT, code, amount, "REFUNDED", causeId, field);
  }

  StoredValue given(@Nullable String code, Money amount, String causeId) {
    return add(ValueKind.GIFT_CARD, code, amount, "GIVEN", causeId, "code");
  }

  private StoredValue add(
      ValueKind kind,
      @Nullable String typed,
      Money amount,
      String cause,
      String causeId,
      String field) {
    var now = clock.instant();
    var value = store
        .add(kind, Code.of(typed, field), amount, now)
        .orElseThrow(() -> BadInput.of(field, "is the code of something else"));
    store.note(value.id(), cause, causeId, amount, now);
    return value;
  }

  /**
   * Pays with a card.
   *
   * @param causeId which tender of which sale
   * @param field of the tender, as the sender spelt it
   * @throws BadInput when there is no such card, or less on it
   */
  public StoredValue redeem(
      ValueKind kind, @Nullable String typed, Money amount, String causeId, String field) {
    var code = Code.of(typed, field + ".reference");
    var now = clock.instant();
    var value = store.take(kind, code, amount).orElseThrow(() -> why(kind, code, amount, field));
    store.note(value.id(), "REDEEMED", causeId, amount.negated(), now);
    return value;
  }

  private BadInput why(ValueKind kind, Code code, Money amount, String field) {
    return store
        .find(code)
        .filter(v -> v.kind() == kind && v.balance().currency().equals(amount.currency()))
        .map(v -> BadInput.of(field + ".amount", "only " + v.balance() + " are left on it"))
        .orElseGet(() -> BadInput.of(field + ".reference", "is no code that we know"));
  }

  /** Money that had come from a card goes back onto it. */
  public void putBack(UUID card, Money amount, String causeId) {
    store.putBack(card, amount);
    store.note(card, "PUT_BACK", causeId, amount, clock.instant());
  }
}
