package dev.tillbridge.hub.loyalty;

/**
 * A customer's card.
 *
 * @param points that he has
 */
public record PointCard(String number, long points) {}
