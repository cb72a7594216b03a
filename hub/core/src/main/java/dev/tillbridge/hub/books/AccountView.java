package dev.tillbridge.hub.books;

import dev.tillbridge.model.books.AccountKind;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An account.
 *
 * @param clears what is on it is on its way somewhere else, so it must come to zero
 * @param endsOn from this day on it is not offered any more; null while it is
 */
public record AccountView(
    String code,
    String name,
    AccountKind kind,
    boolean clears,
    @Nullable LocalDate endsOn) {}
