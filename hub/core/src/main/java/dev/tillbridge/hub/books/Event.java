package dev.tillbridge.hub.books;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What happened, when and where.
 *
 * @param id which event of its cause it was; the same event is entered once
 * @param day its business day
 * @param heardOn the day on which the hub heard of it, by the same clock
 * @param location where, or null when it has no place
 * @param channel through which door, or null
 * @param source the shop or the register, or null
 */
public record Event(
    Cause cause,
    String id,
    LocalDate day,
    LocalDate heardOn,
    Instant at,
    @Nullable String location,
    @Nullable String channel,
    @Nullable String source) {}
