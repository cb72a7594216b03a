package dev.tillbridge.app.api;

import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.credit.Credits;
import dev.tillbridge.hub.credit.GiftView;
import dev.tillbridge.hub.credit.Gifts;
import dev.tillbridge.hub.credit.NewGift;
import dev.tillbridge.hub.credit.StoredValue;
import dev.tillbridge.hub.problem.NotFound;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
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

  GiftCardsApi(Gifts gifts, Credits credits) {
    this.gifts = gifts;
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
  record GiftCardJson(UUID id, String kind, String endsWith, MoneyJson balance) {
    static GiftCardJson of(StoredValue card) {
      return new GiftCardJson(
          card.id(), card.kind().name(), card.endsWith(), MoneyJson.of(card.balance()));
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
        .map(GiftCardJson::of)
        .orElseThrow(() -> new NotFound("a card of this code"));
  }
}
