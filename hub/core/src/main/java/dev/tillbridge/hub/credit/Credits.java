package dev.tillbridge.hub.credit;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.IdReused;
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
  private final ValueHolds holds;
  private final InstantSource clock;

  public Credits(JdbcClient jdbc, InstantSource clock) {
    this.store = new ValueStore(jdbc);
    this.holds = new ValueHolds(jdbc);
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
   * Sets an amount on a card aside for a sale that is being paid, so that no other sale can have it. The
   * same id again keeps it for longer.
   *
   * @param id made by the caller
   * @throws BadInput when there is no such card, or less on it that is not set aside for others
   * @throws IdReused when the id stands for something else
   */
  public ValueHold hold(UUID id, UUID sale, @Nullable String typed, Money amount) {
    var code = Code.of(typed, "code");
    if (amount.minor() < 1) {
      throw BadInput.of("amount", "must be above zero");
    }
    var card = holds.lock(code).orElseThrow(() -> BadInput.of("code", "is no code that we know"));
    if (!card.balance().currency().equals(amount.currency())) {
      throw BadInput.of("amount.currency", "must be " + card.balance().currency());
    }
    var now = clock.instant();
    var left = holds.left(card, id, now);
    if (amount.compareTo(left) > 0) {
      throw BadInput.of("amount", "only " + left + " are left on it");
    }
    if (!holds.put(id, card, sale, amount, now)) {
      throw new IdReused("hold " + id);
    }
    return new ValueHold(id, card.kind(), card.endsWith(), amount, left.minus(amount));
  }

  /** Lets go of what was set aside; does nothing when that is over. */
  public void release(UUID hold) {
    holds.release(hold, clock.instant());
  }

  /** What of a card no sale under way has been promised. */
  public Money available(StoredValue card) {
    return holds.left(card, card.id(), clock.instant());
  }

  /**
   * Pays with a card.
   *
   * @param sale what was set aside for others is not for it
   * @param causeId which tender of which sale
   * @param field of the tender, as the sender spelt it
   * @throws BadInput when there is no such card, or less on it
   */
  public StoredValue redeem(
      ValueKind kind,
      @Nullable String typed,
      Money amount,
      UUID sale,
      String causeId,
      String field) {
    var code = Code.of(typed, field + ".reference");
    var now = clock.instant();
    var card = holds.lock(code);
    if (card.isPresent() && holds.left(card.get(), sale, now).compareTo(amount) < 0) {
      throw why(kind, code, amount, sale, field);
    }
    var value =
        store.take(kind, code, amount).orElseThrow(() -> why(kind, code, amount, sale, field));
    holds.used(value, sale, now);
    store.note(value.id(), "REDEEMED", causeId, amount.negated(), now);
    return value;
  }

  private BadInput why(ValueKind kind, Code code, Money amount, UUID sale, String field) {
    return store
        .find(code)
        .filter(v -> v.kind() == kind && v.balance().currency().equals(amount.currency()))
        .map(v -> BadInput.of(
            field + ".amount", "only " + holds.left(v, sale, clock.instant()) + " are left on it"))
        .orElseGet(() -> BadInput.of(field + ".reference", "is no code that we know"));
  }

  /** Money that had come from a card goes back onto it. */
  public void putBack(UUID card, Money amount, String causeId) {
    store.putBack(card, amount);
    store.note(card, "PUT_BACK", causeId, amount, clock.instant());
  }
}
