package dev.tillbridge.hub.posting;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.model.books.Bookkeeping;
import dev.tillbridge.model.books.Tracking;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.sale.Channel;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Whether documents name their location and channel in other books, and under which names. Off until
 * somebody chooses it, because not every company there has such lists.
 */
public final class BooksTracking {

  /** The kind of the case that is open while the books do not track what was chosen. */
  public static final String OFF_THERE = "books-tracking-off";

  private static final int NAME_MOST = 100;
  private static final String SUBJECT = "books";

  private final JdbcClient jdbc;
  private final InstantSource clock;
  private final Cases cases;
  private final BooksChoices choices;

  public BooksTracking(JdbcClient jdbc, InstantSource clock, Cases cases, BooksChoices choices) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.cases = cases;
    this.choices = choices;
  }

  /** What has a name there. */
  public enum Kind {
    LOCATION,
    CHANNEL
  }

  /**
   * What something is called there.
   *
   * @param subject a location's id; a channel, of an online shop followed by {@code |} and the shop
   * @param name null when it is not told
   * @param by who chose it; Tillbridge when it was used by itself
   */
  public record Name(Kind kind, String subject, @Nullable String name, String by) {}

  /** What is told. */
  public Tracking.Known chosen() {
    return jdbc.sql("select locations, channels from books_tracking order by id desc limit 1")
        .query(
            (row, _) -> new Tracking.Known(row.getBoolean("locations"), row.getBoolean("channels")))
        .optional()
        .orElse(Tracking.Known.NOTHING);
  }

  /** Decides it for whatever is sent from now on, and has everything tried again that is set aside. */
  public void choose(boolean locations, boolean channels, String by) {
    if (!chosen().equals(new Tracking.Known(locations, channels))) {
      jdbc.sql("""
              insert into books_tracking (locations, channels, made_by, made_at)
              values (:locations, :channels, :by, :now)
              """)
          .param("locations", locations)
          .param("channels", channels)
          .param("by", by)
          .param("now", clock.instant().atOffset(UTC))
          .update();
    }
    choices.retry();
  }

  /** All that were chosen or used, in their order. */
  public List<Name> names() {
    return jdbc.sql("select * from books_tracking_name order by kind desc, subject")
        .query((row, _) -> new Name(
            Kind.valueOf(row.getString("kind")),
            row.getString("subject"),
            row.getString("name"),
            row.getString("made_by")))
        .list();
  }

  /**
   * Says what something is called there, for whatever is sent from now on, and has everything tried
   * again that is set aside.
   *
   * @param name null when it is not to be told
   * @throws BadInput when there is no such thing, or the name cannot be one
   */
  public void name(Kind kind, String subject, @Nullable String name, String by) {
    if (name != null && (name.isBlank() || name.strip().length() > NAME_MOST)) {
      throw BadInput.of("name", "must have between 1 and " + NAME_MOST + " characters");
    }
    if (!isKnown(kind, subject)) {
      throw BadInput.of("subject", "there is no such location or channel");
    }
    jdbc.sql("""
            insert into books_tracking_name (kind, subject, name, made_by, made_at)
            values (:kind, :subject, :name, :by, :now)
            on conflict (kind, subject) do update
               set name = excluded.name, made_by = excluded.made_by, made_at = excluded.made_at
            """)
        .param("kind", kind.name())
        .param("subject", subject)
        .param("name", name == null ? null : name.strip())
        .param("by", by)
        .param("now", clock.instant().atOffset(UTC))
        .update();
    choices.retry();
  }

  private boolean isKnown(Kind kind, String subject) {
    return switch (kind) {
      case LOCATION ->
        jdbc.sql("select exists (select 1 from location where id = :id)")
            .param("id", subject)
            .query(Boolean.class)
            .single();
      case CHANNEL ->
        Arrays.stream(Channel.values())
            .anyMatch(channel -> subject.equals(channel.name())
                || (channel == Channel.WEB
                    && subject.startsWith(channel + "|")
                    && subject.length() <= NAME_MOST));
    };
  }

  /**
   * Tells of what was chosen and is not tracked there, and ends that when it is. Documents go on without
   * it either way.
   */
  public void review(Bookkeeping books) {
    var wanted = chosen();
    if (!wanted.locations() && !wanted.channels()) {
      cases.close(OFF_THERE, SUBJECT, "nothing of it is chosen any more");
      return;
    }
    if (!(books.tracks() instanceof Delivered<Tracking.Known>(var there))) {
      return;
    }
    var missing = new ArrayList<String>();
    if (wanted.locations() && !there.locations()) {
      missing.add("locations");
    }
    if (wanted.channels() && !there.channels()) {
      missing.add("classes");
    }
    if (missing.isEmpty()) {
      cases.close(OFF_THERE, SUBJECT, "the books track it now");
      return;
    }
    var what = String.join(" and ", missing);
    var title = "The books do not track " + what;
    var detail =
        "Documents are to name their %s, but that is not switched on in the company's settings there (some plans do not have it). Documents go on without. Switch it on there, or switch it off here, under Books, Documents, In the other books."
            .formatted(what);
    cases.open(OFF_THERE, SUBJECT, title, detail);
    cases.find(OFF_THERE, SUBJECT).ifPresent(told -> cases.describe(told.id(), title, detail));
  }

  private record Place(
      @Nullable String location,
      @Nullable String locationName,
      @Nullable String channel,
      @Nullable String channelName,
      boolean isNewLocation,
      boolean isNewChannel) {}

  /** How a document is told; a name that is used for the first time is kept. */
  static Tracking of(JdbcClient jdbc, UUID document) {
    var place = jdbc.sql("""
            select case when t.locations then d.location end as location,
                   case when l.kind is not null then l.name else o.name end as location_name,
                   l.kind is null as new_location,
                   case when t.channels then d.subject end as channel,
                   case when c.kind is not null then c.name else d.usual end as channel_name,
                   c.kind is null as new_channel
              from (select location,
                           case when channel = 'WEB' and source is not null
                                then channel || '|' || source else channel end as subject,
                           case when channel = 'COUNTER' then 'Counter'
                                else coalesce(source, 'Web shop') end as usual
                      from book_document where id = :id) d
              join (select locations, channels from books_tracking order by id desc limit 1) t on true
              left join location o on o.id = d.location
              left join books_tracking_name l on l.kind = 'LOCATION' and l.subject = d.location
              left join books_tracking_name c on c.kind = 'CHANNEL' and c.subject = d.subject
            """)
        .param("id", document)
        .query((row, _) -> new Place(
            row.getString("location"),
            row.getString("location_name"),
            row.getString("channel"),
            row.getString("channel_name"),
            row.getBoolean("new_location"),
            row.getBoolean("new_channel")))
        .optional();
    if (place.isEmpty()) {
      return Tracking.NONE;
    }
    var found = place.get();
    return new Tracking(
        kept(jdbc, Kind.LOCATION, found.location(), found.locationName(), found.isNewLocation()),
        kept(jdbc, Kind.CHANNEL, found.channel(), found.channelName(), found.isNewChannel()));
  }

  private static @Nullable String kept(
      JdbcClient jdbc, Kind kind, @Nullable String subject, @Nullable String name, boolean isNew) {
    if (subject == null || name == null) {
      return null;
    }
    if (isNew) {
      jdbc.sql("""
              insert into books_tracking_name (kind, subject, name, made_by, made_at)
              values (:kind, :subject, left(:name, 100), 'Tillbridge', now())
              on conflict do nothing
              """)
          .param("kind", kind.name())
          .param("subject", subject)
          .param("name", name)
          .update();
    }
    return name;
  }
}
