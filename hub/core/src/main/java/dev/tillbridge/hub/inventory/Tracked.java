package dev.tillbridge.hub.inventory;

import dev.tillbridge.model.catalog.Sku;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Knows how each SKU is tracked, and who follows it. */
final class Tracked {

  private final JdbcClient jdbc;
  private final Map<Tracking, Follower> followers = new EnumMap<>(Tracking.class);

  Tracked(JdbcClient jdbc) {
    this.jdbc = jdbc;
    followers.put(Tracking.NONE, new FollowNothing());
    followers.put(Tracking.SERIAL, new FollowSerials(new Serials(jdbc)));
    followers.put(Tracking.LOT, new FollowLots(new Lots(jdbc)));
  }

  /** How each SKU is tracked; those that are not are absent. */
  Map<Sku, Tracking> kinds(Collection<Sku> skus) {
    var kinds = new HashMap<Sku, Tracking>();
    jdbc.sql("select sku, tracking from tracked_sku where sku = any(:skus)")
        .param("skus", skus.stream().map(Sku::code).toArray(String[]::new))
        .query(row -> {
          kinds.put(new Sku(row.getString("sku")), Tracking.valueOf(row.getString("tracking")));
        });
    return kinds;
  }

  /** Who follows each of the SKUs. */
  Map<Sku, Follower> followers(Collection<Sku> skus) {
    var kinds = kinds(skus);
    var chosen = new HashMap<Sku, Follower>();
    for (var sku : skus) {
      var kind = kinds.getOrDefault(sku, Tracking.NONE);
      chosen.put(sku, Objects.requireNonNull(followers.get(kind), "every kind has a follower"));
    }
    return chosen;
  }
}
