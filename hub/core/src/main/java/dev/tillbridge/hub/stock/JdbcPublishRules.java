package dev.tillbridge.hub.stock;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The merchant's policies in PostgreSQL, read anew for every decision. */
final class JdbcPublishRules implements PublishRules {

  private final JdbcClient jdbc;

  JdbcPublishRules(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Rule of(String channel, LocationId location, Contents contents) {
    record Said(int threshold, boolean anySafety, @Nullable Buffer buffer, boolean excluded) {}
    var said = jdbc.sql("""
            select p.threshold, exists (select 1 from safety_stock) as any_safety,
                   c.buffer_units, c.buffer_percent,
                   exists (select 1 from channel_exclusion x
                            where x.channel = :channel and x.location = :location) as excluded
              from publish_policy p left join channel_policy c on c.channel = :channel
            """)
        .param("channel", channel)
        .param("location", location.code())
        .query((row, _) -> new Said(
            row.getInt("threshold"),
            row.getBoolean("any_safety"),
            buffer(
                row.getObject("buffer_units", Integer.class),
                row.getObject("buffer_percent", Integer.class)),
            row.getBoolean("excluded")))
        .single();
    return new Rule(
        said.threshold() == 0 && !said.anySafety() && said.buffer() == null,
        said.excluded(),
        said.anySafety() ? safety(location, contents) : Map.of(),
        said.buffer(),
        said.threshold());
  }

  static @Nullable Buffer buffer(@Nullable Integer units, @Nullable Integer percent) {
    return units == null && percent == null ? null : new Buffer(units, percent);
  }

  private Map<Sku, Integer> safety(LocationId location, Contents contents) {
    var safety = new HashMap<Sku, Integer>();
    jdbc.sql("""
            select part, coalesce(own.units, everything.units, 0) as units
              from unnest(:parts::text[]) part
              left join safety_stock own on own.location = :location and own.sku = part
              left join safety_stock everything
                on everything.location = :location and everything.sku is null
            """)
        .param("parts", contents.parts().keySet().stream().map(Sku::code).toArray(String[]::new))
        .param("location", location.code())
        .query(row -> {
          safety.put(new Sku(row.getString("part")), row.getInt("units"));
        });
    return safety;
  }

  @Override
  public boolean pools(String channel, Sku sku) {
    return jdbc.sql("""
            select coalesce((select m.mode from channel_mode m
                              where m.channel = :channel and m.sku = :sku),
                            (select c.mode from channel_policy c where c.channel = :channel))
                   is not distinct from 'POOLED' as pooled
            """)
        .param("channel", channel)
        .param("sku", sku.code())
        .query((row, _) -> row.getBoolean("pooled"))
        .single();
  }
}
