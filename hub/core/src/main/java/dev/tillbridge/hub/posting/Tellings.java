package dev.tillbridge.hub.posting;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.model.sale.Channel;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How the bookkeeper wants the books to be told: each sale on its own, or one summary a day. What is
 * chosen counts from a day on that has not begun anywhere, so that no day is told in two ways.
 */
public final class Tellings {

  private static final Comparator<Choice> BEST = Comparator.comparingInt(Choice::specific)
      .thenComparing(Choice::validFrom)
      .thenComparingLong(Choice::number);

  private final JdbcClient jdbc;
  private final TransactionTemplate tx;
  private final InstantSource clock;

  public Tellings(JdbcClient jdbc, TransactionTemplate tx, InstantSource clock) {
    this.jdbc = jdbc;
    this.tx = tx;
    this.clock = clock;
  }

  /**
   * What is told and where; null means any.
   *
   * @param channel of sales only
   * @param source the online shop, of its sales only
   */
  public record Scope(
      SummaryKind kind,
      @Nullable Channel channel,
      @Nullable String location,
      @Nullable String source) {}

  /**
   * What was chosen.
   *
   * @param number counts them
   * @param daily one summary a day; otherwise each on its own
   * @param validFrom the first day for which it counts
   */
  public record Choice(
      long number,
      UUID id,
      Scope scope,
      boolean daily,
      LocalDate validFrom,
      String by,
      Instant at) {

    int specific() {
      return (int) Stream.of(scope.channel(), scope.location(), scope.source())
          .filter(Objects::nonNull)
          .count();
    }

    private boolean isFor(Scope place, LocalDate day) {
      return scope.kind() == place.kind()
          && !day.isBefore(validFrom)
          && fits(scope.channel(), place.channel())
          && fits(scope.location(), place.location())
          && fits(scope.source(), place.source());
    }

    private static boolean fits(@Nullable Object wanted, @Nullable Object is) {
      return wanted == null || wanted.equals(is);
    }
  }

  /** All that was chosen, the newest first. */
  public List<Choice> all() {
    return all(jdbc);
  }

  static List<Choice> all(JdbcClient jdbc) {
    return jdbc.sql("""
            select id, ident, kind, channel, location, source, way, valid_from, made_by, made_at
              from telling order by id desc
            """)
        .query((row, _) -> {
          var channel = row.getString("channel");
          return new Choice(
              row.getLong("id"),
              row.getObject("ident", UUID.class),
              new Scope(
                  SummaryKind.valueOf(row.getString("kind")),
                  channel == null ? null : Channel.valueOf(channel),
                  row.getString("location"),
                  row.getString("source")),
              row.getString("way").equals("DAY"),
              row.getObject("valid_from", LocalDate.class),
              row.getString("made_by"),
              row.getTimestamp("made_at").toInstant());
        })
        .list();
  }

  /** Whether a day of this very place is told by a summary. A pure function of what was chosen. */
  public static boolean isDaily(List<Choice> choices, Scope place, LocalDate day) {
    return choices.stream()
        .filter(choice -> choice.isFor(place, day))
        .max(BEST)
        .map(Choice::daily)
        // Nobody reconciles single movements of stock, and there are as many as sales.
        .orElse(place.kind() == SummaryKind.STOCK);
  }

  /** The first day for which something can be chosen: it has not begun at any location. */
  public LocalDate earliest() {
    var now = clock.instant();
    return Stream.concat(Stream.of(UTC), zones().stream())
        .map(zone -> now.atZone(zone).toLocalDate())
        .max(Comparator.naturalOrder())
        .orElseThrow()
        .plusDays(1);
  }

  private List<ZoneId> zones() {
    return jdbc.sql("select distinct time_zone from location")
        .query((row, _) -> ZoneId.of(row.getString(1)))
        .list();
  }

  /**
   * Chooses.
   *
   * @param id the caller's; again, it is the same choice
   * @throws BadInput when the day has begun, the location is none, or the scope names what cannot be
   *     told apart
   * @throws IdReused when the id stands for another choice
   */
  public Choice choose(UUID id, Scope scope, boolean daily, LocalDate validFrom, String by) {
    return Objects.requireNonNull(tx.execute(_ -> {
      var before = known(id);
      if (before == null) {
        check(scope, validFrom);
        write(id, scope, daily, validFrom, by);
        return Objects.requireNonNull(known(id), "just written");
      }
      if (!before.scope().equals(scope)
          || before.daily() != daily
          || !before.validFrom().equals(validFrom)) {
        throw new IdReused("choice " + id);
      }
      return before;
    }));
  }

  private @Nullable Choice known(UUID id) {
    return all().stream().filter(one -> one.id().equals(id)).findFirst().orElse(null);
  }

  private void check(Scope scope, LocalDate validFrom) {
    var earliest = earliest();
    if (validFrom.isBefore(earliest)) {
      throw BadInput.of("validFrom", "must be " + earliest + " or later");
    }
    if (validFrom.isAfter(earliest.plusYears(1))) {
      throw BadInput.of("validFrom", "must be within a year");
    }
    if (scope.kind() == SummaryKind.STOCK && scope.channel() != null) {
      throw BadInput.of("channel", "stock has none");
    }
    if (scope.source() != null && scope.channel() != Channel.WEB) {
      throw BadInput.of("source", "is an online shop: choose the channel WEB");
    }
    if (scope.location() != null && !isLocation(scope.location())) {
      throw BadInput.of("location", "is none of yours");
    }
  }

  private boolean isLocation(String code) {
    return jdbc.sql("select exists (select 1 from location where id = :id)")
        .param("id", code)
        .query(Boolean.class)
        .single();
  }

  private void write(UUID id, Scope scope, boolean daily, LocalDate validFrom, String by) {
    var channel = scope.channel();
    jdbc.sql("""
            insert into telling (ident, kind, channel, location, source, way, valid_from, made_by, made_at)
            values (:id, :kind, :channel, :location, :source, :way, :from, :by, :now)
            on conflict (ident) do nothing
            """)
        .param("id", id)
        .param("kind", scope.kind().name())
        .param("channel", channel == null ? null : channel.name())
        .param("location", scope.location())
        .param("source", scope.source())
        .param("way", daily ? "DAY" : "EACH")
        .param("from", validFrom)
        .param("by", by)
        .param("now", clock.instant().atOffset(UTC))
        .update();
  }
}
