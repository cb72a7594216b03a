package dev.tillbridge.hub.stock;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The merchant's policies in PostgreSQL, read anew for every decision. */
final class JdbcPublishRules implements PublishRules {

  private final JdbcClient jdbc;
  private final Set<String> onlyPooled;

  /**
   * Reads them.
   *
   * @param onlyPooled shops that cannot compare and set, whatever the merchant says
   */
  JdbcPublishRules(JdbcClient jdbc, Set<String> onlyPooled) {
    this.jdbc = jdbc;
    this.onlyPooled = Set.copyOf(onlyPooled);
  }

  @Override
  public Rule of(String channel, LocationId location, Contents contents) {
    return rule(channel, location, contents.parts().keySet());
  }

  @Override
  public Map<Sku, Rule> ofEach(String channel, LocationId location, Collection<Contents> all) {
    var parts = new TreeSet<Sku>();
    all.forEach(contents -> parts.addAll(contents.parts().keySet()));
    var rule = rule(channel, location, parts);
    var rules = new TreeMap<Sku, Rule>();
    all.forEach(contents -> rules.put(contents.sku(), rule));
    return rules;
  }

  private Rule rule(String channel, LocationId location, Collection<Sku> parts) {
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
        said.anySafety() ? safety(location, parts) : Map.of(),
        said.buffer(),
        said.threshold());
  }

  static @Nullable Buffer buffer(@Nullable Integer units, @Nullable Integer percent) {
    return units == null && percent == null ? null : new Buffer(units, percent);
  }

  private Map<Sku, Integer> safety(LocationId location, Collection<Sku> parts) {
    var safety = new HashMap<Sku, Integer>();
    jdbc.sql("""
            select part, coalesce(own.units, everything.units, 0) as units
              from unnest(:parts::text[]) part
              left join safety_stock own on own.location = :location and own.sku = part
              left join safety_stock everything
                on everything.location = :location and everything.sku is null
            """)
        .param("parts", codes(parts))
        .param("location", location.code())
        .query(row -> {
          safety.put(new Sku(row.getString("part")), row.getInt("units"));
        });
    return safety;
  }

  @Override
  public boolean pools(String channel, Sku sku) {
    return !pooled(channel, List.of(sku)).isEmpty();
  }

  @Override
  public Set<Sku> pooled(String channel, Collection<Sku> skus) {
    if (onlyPooled.contains(channel)) {
      return new TreeSet<>(skus);
    }
    return new TreeSet<>(jdbc.sql("""
            select s.sku from unnest(:skus::text[]) as s(sku)
              left join channel_mode m on m.channel = :channel and m.sku = s.sku
              left join channel_policy c on c.channel = :channel
             where coalesce(m.mode, c.mode) = 'POOLED'
            """)
        .param("channel", channel)
        .param("skus", codes(skus))
        .query((row, _) -> new Sku(row.getString("sku")))
        .list());
  }

  private static String[] codes(Collection<Sku> skus) {
    return skus.stream().map(Sku::code).toArray(String[]::new);
  }
}
