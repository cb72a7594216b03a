package dev.tillbridge.hub.cases;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something a person must decide, or has decided.
 *
 * @param kind what sort of trouble, for example {@code oversold}
 * @param subject what it is about; one kind is open once per subject
 * @param sleepsUntil nobody need look before, because something is expected; null when it is awake
 * @param waitsFor what is or was expected, or null
 * @param closedAt null while it is open
 * @param closedBy a person's name, or what closed it by itself
 */
public record OpenCase(
    UUID id,
    String kind,
    String subject,
    String title,
    String detail,
    Instant openedAt,
    @Nullable Instant sleepsUntil,
    @Nullable String waitsFor,
    @Nullable Instant closedAt,
    @Nullable String closedBy) {

  /** True while somebody may have to do something about it. */
  public boolean isOpen() {
    return closedAt == null;
  }
}
