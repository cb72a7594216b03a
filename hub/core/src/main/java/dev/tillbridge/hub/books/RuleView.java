package dev.tillbridge.hub.books;

import dev.tillbridge.model.books.Role;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A rule as it is on record: from a day on, lines of a role that fit go to an account.
 *
 * @param number by which entries name it
 * @param withdrawnBy who no longer wanted it; null while it holds
 */
public record RuleView(
    UUID id,
    long number,
    Terms terms,
    String madeBy,
    Instant madeAt,
    @Nullable String withdrawnBy,
    @Nullable Instant withdrawnAt) {

  /**
   * What a rule says; null means any.
   *
   * @param source the shop or the register
   * @param category the kind of goods, of tax the goods' tax category
   * @param key what tells lines of a role apart, see {@link Role}
   * @param validFrom the first day of events that it is for
   */
  public record Terms(
      Role role,
      @Nullable String channel,
      @Nullable String location,
      @Nullable String source,
      @Nullable String category,
      @Nullable String key,
      String account,
      LocalDate validFrom) {}
}
