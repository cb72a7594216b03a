package dev.tillbridge.hub.credit;

import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.place.LocationId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/** A gift card that nobody paid for, as it was given: all that the books need to know of it. */
public record GiftView(
    UUID id,
    StoredValue card,
    LocationId location,
    LocalDate businessDay,
    Money amount,
    String reason,
    String by,
    Instant at) {}
