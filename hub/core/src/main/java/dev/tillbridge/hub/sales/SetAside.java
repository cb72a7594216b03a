package dev.tillbridge.hub.sales;

import java.time.Instant;

/**
 * An order of a shop that could not be taken and is tried again.
 *
 * @param id the shop's
 * @param why in words, for a person
 * @param since when it was set aside first
 * @param attempts tries since then
 */
public record SetAside(
    String shop, String id, String name, String why, Instant since, int attempts, Instant nextAt) {}
