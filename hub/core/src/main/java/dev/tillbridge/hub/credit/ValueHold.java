package dev.tillbridge.hub.credit;

import dev.tillbridge.model.money.Money;
import java.util.UUID;

/**
 * What of a card is set aside for a sale.
 *
 * @param endsWith the last characters of its code, for people
 * @param left what remains on it for others
 */
public record ValueHold(UUID id, ValueKind kind, String endsWith, Money amount, Money left) {}
