package dev.tillbridge.hub.posting;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A day of one place that will be told in one summary.
 *
 * @param channel empty of stock
 * @param source the online shop; empty of all else
 * @param series one, or more when the day was told before and something came later
 * @param entries how many wait
 * @param due when it is told
 */
public record WaitingDay(
    SummaryKind kind,
    LocalDate day,
    String location,
    String channel,
    String source,
    int series,
    int entries,
    Instant due) {}
