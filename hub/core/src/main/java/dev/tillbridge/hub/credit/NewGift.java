package dev.tillbridge.hub.credit;

import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.place.LocationId;
import java.util.UUID;

/**
 * A gift card that nobody pays for.
 *
 * @param id made by the caller; carried out once
 * @param location which gives it away
 * @param code of the card, new or in use
 * @param amount above zero
 */
public record NewGift(UUID id, LocationId location, String code, Money amount, String reason) {

  /** Without the code, because records end up in logs. */
  @Override
  public String toString() {
    return "NewGift[" + id + ", " + amount + "]";
  }
}
