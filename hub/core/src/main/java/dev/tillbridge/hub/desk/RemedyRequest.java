package dev.tillbridge.hub.desk;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a person wants done about a case. What a remedy does not need is null.
 *
 * @param id made by the caller; the same id again is the same remedy
 * @param holdId whose units; null means the victim, if there is only one
 * @param units how many of them; null means all that will be missing
 * @param location from where instead, for OTHER_LOCATION
 * @param sku what instead, for SUBSTITUTE
 * @param expectedOn for WAIT: the day on which goods are expected
 * @param purchaseOrder for WAIT: what they come with, or null
 */
public record RemedyRequest(
    UUID id,
    Remedy remedy,
    @Nullable UUID holdId,
    @Nullable Integer units,
    @Nullable String location,
    @Nullable String sku,
    @Nullable LocalDate expectedOn,
    @Nullable String purchaseOrder) {}
