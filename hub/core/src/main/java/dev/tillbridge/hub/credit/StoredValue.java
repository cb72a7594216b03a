package dev.tillbridge.hub.credit;

import dev.tillbridge.model.money.Money;
import java.util.UUID;

/**
 * A gift card or the like.
 *
 * @param endsWith the last characters of its code, for people; the code itself is not kept
 * @param balance what is left on it, never below zero
 */
public record StoredValue(UUID id, ValueKind kind, String endsWith, Money balance) {}
