package dev.tillbridge.hub.desk;

import org.jspecify.annotations.Nullable;

/**
 * Somebody who will not get his units, as things stand.
 *
 * @param units how many of those that he was promised
 * @param chosenBy the person who decided so; null when the rule did
 */
public record Victim(Claimant claimant, int units, @Nullable String chosenBy) {}
