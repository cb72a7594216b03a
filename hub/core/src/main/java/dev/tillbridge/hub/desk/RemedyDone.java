package dev.tillbridge.hub.desk;

import dev.tillbridge.model.money.Money;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A remedy that was carried out.
 *
 * @param id made by whoever asked for it; asking again under it changes nothing
 * @param holdId whose units it was about, or null
 * @param units how many, or null
 * @param words what was done, for people
 * @param amount what the customer gets back, or null
 * @param by a person's name, or {@code hub} when a policy did it
 */
public record RemedyDone(
    UUID id,
    UUID caseId,
    Remedy remedy,
    @Nullable UUID holdId,
    @Nullable Integer units,
    String words,
    @Nullable Money amount,
    String by,
    Instant at) {}
