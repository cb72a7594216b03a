package dev.tillbridge.hub.stock;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.stock.Policies.Channel;
import dev.tillbridge.hub.stock.Policies.Mode;
import dev.tillbridge.hub.stock.Policies.Safety;
import dev.tillbridge.hub.stock.Policies.SkuMode;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Policies in PostgreSQL. Every method joins the caller's transaction, if there is one. */
final class PolicyStore {

  private final JdbcClient jdbc;

  PolicyStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** One change at a time. */
  void lock() {
    jdbc.sql("select 1 from publish_policy for update").query(Integer.class).single();
  }

  Policies read() {
    int threshold =
        jdbc.sql("select threshold from publish_policy").query(Integer.class).single();
    var safety = jdbc.sql("""
                select location, sku, units from safety_stock
                 order by location, sku nulls first
                """)
        .query((row, _) -> {
          var sku = row.getString("sku");
          return new Safety(
              new LocationId(row.getString("location")),
              sku == null ? null : new Sku(sku),
              row.getInt("units"));
        })
        .list();
    return new Policies(threshold, safety, channels());
  }

  private List<Channel> channels() {
    record Entry<T>(String channel, T value) {}
    var excluded = new ArrayList<Entry<LocationId>>();
    jdbc.sql("select channel, location from channel_exclusion order by channel, location")
        .query(row -> {
          excluded.add(
              new Entry<>(row.getString("channel"), new LocationId(row.getString("location"))));
        });
    var modes = new ArrayList<Entry<SkuMode>>();
    jdbc.sql("select channel, sku, mode from channel_mode order by channel, sku")
        .query(row -> {
          var mode =
              new SkuMode(new Sku(row.getString("sku")), Mode.valueOf(row.getString("mode")));
          modes.add(new Entry<>(row.getString("channel"), mode));
        });
    Map<String, List<LocationId>> places = excluded.stream()
        .collect(Collectors.groupingBy(
            Entry::channel, Collectors.mapping(Entry::value, Collectors.toList())));
    Map<String, List<SkuMode>> skus = modes.stream()
        .collect(Collectors.groupingBy(
            Entry::channel, Collectors.mapping(Entry::value, Collectors.toList())));
    return jdbc.sql("""
            select channel, buffer_units, buffer_percent, mode from channel_policy order by channel
            """)
        .query((row, _) -> {
          var channel = row.getString("channel");
          var mode = row.getString("mode");
          return new Channel(
              channel,
              JdbcPublishRules.buffer(
                  row.getObject("buffer_units", Integer.class),
                  row.getObject("buffer_percent", Integer.class)),
              places.getOrDefault(channel, List.of()),
              mode == null ? null : Mode.valueOf(mode),
              skus.getOrDefault(channel, List.of()));
        })
        .list();
  }

  void write(Policies policies, String by, Instant now) {
    jdbc.sql("update publish_policy set threshold = :units, changed_at = :now, changed_by = :by")
        .param("units", policies.threshold())
        .param("now", now.atOffset(UTC))
        .param("by", by)
        .update();
    jdbc.sql("delete from safety_stock").update();
    jdbc.sql("""
            insert into safety_stock (location, sku, units)
            select * from unnest(:locations::text[], :skus::text[], :units::int[])
            """)
        .param("locations", texts(policies.safety(), s -> s.location().code()))
        .param(
            "skus",
            texts(policies.safety(), s -> s.sku() == null ? null : s.sku().code()))
        .param("units", policies.safety().stream().mapToInt(Safety::units).toArray())
        .update();
    jdbc.sql("delete from channel_policy").update();
    policies.channels().forEach(this::write);
  }

  private void write(Channel channel) {
    var buffer = channel.buffer();
    var mode = channel.mode();
    jdbc.sql("""
            insert into channel_policy (channel, buffer_units, buffer_percent, mode)
            values (:channel, :units, :percent, :mode)
            """)
        .param("channel", channel.channel())
        .param("units", buffer == null ? null : buffer.units())
        .param("percent", buffer == null ? null : buffer.percent())
        .param("mode", mode == null ? null : mode.name())
        .update();
    jdbc.sql("""
            insert into channel_exclusion (channel, location)
            select :channel, location from unnest(:locations::text[]) location
            """)
        .param("channel", channel.channel())
        .param("locations", texts(channel.excluded(), LocationId::code))
        .update();
    jdbc.sql("""
            insert into channel_mode (channel, sku, mode)
            select :channel, sku, mode from unnest(:skus::text[], :modes::text[]) as m(sku, mode)
            """)
        .param("channel", channel.channel())
        .param("skus", texts(channel.skus(), s -> s.sku().code()))
        .param("modes", texts(channel.skus(), s -> s.mode().name()))
        .update();
  }

  private static <T> @Nullable String[] texts(List<T> rows, Function<T, @Nullable String> text) {
    return rows.stream().map(text).toArray(String[]::new);
  }
}
