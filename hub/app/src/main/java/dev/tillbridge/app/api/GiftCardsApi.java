package dev.tillbridge.app.api;

import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.credit.Credits;
import dev.tillbridge.hub.credit.GiftView;
import dev.tillbridge.hub.credit.Gifts;
import dev.tillbridge.hub.credit.NewGift;
import dev.tillbridge.hub.credit.StoredValue;
import dev.tillbridge.hub.credit.ValueHold;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.model.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Gift cards, store credit and deposits. They are sold and used by sales, and filled by refunds. */
@RestController
@RequestMapping("/api/v1/gift-cards")
class GiftCardsApi {

  private final Gifts gifts;
  private final Credits credits;
  private final TransactionTemplate tx;

  GiftCardsApi(Gifts gifts, Credits credits, TransactionTemplate tx) {
    this.gifts = gifts;
    this.tx = tx;
    this.credits = credits;
  }

  record GiftBody(
      @Nullable UUID id,
      @Nullable String location,
      @Nullable String code,
      @Nullable MoneyJson amount,
      @Nullable String reason) {
    /** Without the code, because records end up in logs. */
    @Override
    public String toString() {
      return "GiftBody[" + id + "]";
    }
  }

  /** A code comes in the body: addresses end up in logs. */
  record GiftCardCode(@Nullable String code) {
    @Override
    public String toString() {
      return "GiftCardCode[]";
    }
  }

  /** Kind is GIFT_CARD, STORE_CREDIT or DEPOSIT. */
  record GiftCardJson(
      UUID id, String kind, String endsWith, MoneyJson balance, MoneyJson available) {
    static GiftCardJson of(StoredValue card, Money available) {
      return new GiftCardJson(
          card.id(),
          card.kind().name(),
          card.endsWith(),
          MoneyJson.of(card.balance()),
          MoneyJson.of(available));
    }
  }

  record ValueHoldBody(
      @Nullable UUID id,
      @Nullable UUID saleId,
      @Nullable String code,
      @Nullable MoneyJson amount) {
    /** Without the code, because records end up in logs. */
    @Override
    public String toString() {
      return "ValueHoldBody[" + id + "]";
    }
  }

  /** Left is what remains on the card for others. */
  record ValueHoldJson(UUID id, String kind, String endsWith, MoneyJson amount, MoneyJson left) {
    static ValueHoldJson of(ValueHold hold) {
      return new ValueHoldJson(
          hold.id(),
          hold.kind().name(),
          hold.endsWith(),
          MoneyJson.of(hold.amount()),
          MoneyJson.of(hold.left()));
    }
  }

  record GiftJson(
      UUID id,
      UUID card,
      String endsWith,
      String location,
      LocalDate businessDay,
      MoneyJson amount,
      String reason,
      String by,
      Instant at) {
    static GiftJson of(GiftView gift) {
      return new GiftJson(
          gift.id(),
          gift.card().id(),
          gift.card().endsWith(),
          gift.location().code(),
          gift.businessDay(),
          MoneyJson.of(gift.amount()),
          gift.reason(),
          gift.by(),
          gift.at());
    }
  }

  /** Gives a card away that nobody pays for; the same id again is the same gift. */
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  GiftJson give(@RequestBody GiftBody body, @AuthenticationPrincipal Caller caller) {
    var gift = new NewGift(
        Input.need("id", body.id()),
        Input.location("location", body.location()),
        Input.need("code", body.code()),
        MoneyJson.read("amount", body.amount()),
        Input.text("reason", body.reason(), 500));
    caller.mustBeAt(gift.location());
    return GiftJson.of(gifts.give(gift, caller.name()));
  }

  /** What is left on a card. */
  @PostMapping("/balance")
  GiftCardJson balance(@RequestBody GiftCardCode asked) {
    return credits
        .find(asked.code())
        .map(card -> GiftCardJson.of(card, credits.available(card)))
        .orElseThrow(() -> new NotFound("a card of this code"));
  }

  /** Sets an amount aside for a sale that is being paid; the same id again is the same. */
  @PostMapping("/holds")
  @ResponseStatus(HttpStatus.CREATED)
  ValueHoldJson hold(@RequestBody ValueHoldBody body) {
    var id = Input.need("id", body.id());
    var sale = Input.need("saleId", body.saleId());
    var amount = MoneyJson.read("amount", body.amount());
    var hold = tx.execute(_ -> credits.hold(id, sale, body.code(), amount));
    return ValueHoldJson.of(Objects.requireNonNull(hold));
  }

  /** Lets go of it again; also when it is over. */
  @DeleteMapping("/holds/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void release(@PathVariable UUID id) {
    credits.release(id);
  }
}
