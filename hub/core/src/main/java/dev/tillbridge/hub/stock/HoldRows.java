package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.stock.HoldStore.Stored;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.stock.Hold;
import dev.tillbridge.model.stock.HoldState;
import dev.tillbridge.model.stock.Shortage;
import dev.tillbridge.model.stock.StockLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads holds with their lines and their parts elsewhere, as they were asked for and answered. */
final class HoldRows {

  private final JdbcClient jdbc;

  HoldRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A hold as its row tells, before its lines are read. */
  private record Row(
      UUID id,
      @Nullable String hash,
      @Nullable LocationId location,
      @Nullable Channel channel,
      HoldState state,
      Instant createdAt,
      Instant expiresAt,
      @Nullable UUID partOf) {

    boolean isSpread() {
      return id.equals(partOf);
    }
  }

  /** What the lines of a hold say. */
  private record Lines(List<StockLine> wanted, List<Shortage> missing) {
    static final Lines NONE = new Lines(List.of(), List.of());
  }

  Map<UUID, Stored> find(Collection<UUID> ids) {
    var rows = rows("id = any(:ids::uuid[])", ids);
    var spread = rows.stream().filter(Row::isSpread).map(Row::id).toList();
    var parts = spread.isEmpty()
        ? List.<Row>of()
        : rows("part_of = any(:ids::uuid[]) and id <> part_of", spread);
    var all = new ArrayList<>(rows);
    all.addAll(parts);
    var lines = lines(all.stream().map(Row::id).toList());
    var found = new HashMap<UUID, Stored>();
    for (var row : rows) {
      var own = parts.stream().filter(part -> row.id().equals(part.partOf())).toList();
      found.put(row.id(), stored(row, own, lines));
    }
    return found;
  }

  private static Stored stored(Row row, List<Row> parts, Map<UUID, Lines> lines) {
    var own = lines.getOrDefault(row.id(), Lines.NONE);
    var missing = new ArrayList<Shortage>();
    var elsewhere = new ArrayList<Hold.Part>();
    if (row.isSpread()) {
      own.missing().forEach(s -> missing.add(at(row.location(), s)));
      for (var part : parts) {
        var there = lines.getOrDefault(part.id(), Lines.NONE);
        var location = Objects.requireNonNull(part.location(), "a part is somewhere");
        elsewhere.add(new Hold.Part(part.id(), location, there.wanted()));
        there.missing().forEach(s -> missing.add(at(location, s)));
      }
    } else {
      missing.addAll(own.missing());
    }
    var hold = new Hold(
        row.id(),
        row.location(),
        row.channel(),
        row.state(),
        own.wanted(),
        row.createdAt(),
        row.expiresAt(),
        elsewhere);
    return new Stored(hold, row.hash(), missing, row.partOf());
  }

  private static Shortage at(@Nullable LocationId location, Shortage shortage) {
    return new Shortage(shortage.sku(), shortage.wanted(), shortage.available(), location);
  }

  private List<Row> rows(String which, Collection<UUID> ids) {
    return jdbc.sql("""
            select id, encode(request_hash, 'hex') as hash, location, channel, state, created_at,
                   expires_at, part_of
              from hold where\s
            """ + which + " order by location, id")
        .param("ids", ids.stream().map(UUID::toString).toArray(String[]::new))
        .query((row, _) -> {
          var location = row.getString("location");
          var channel = row.getString("channel");
          return new Row(
              row.getObject("id", UUID.class),
              row.getString("hash"),
              location == null ? null : new LocationId(location),
              channel == null ? null : Channel.valueOf(channel),
              HoldState.valueOf(row.getString("state")),
              row.getTimestamp("created_at").toInstant(),
              row.getTimestamp("expires_at").toInstant(),
              row.getObject("part_of", UUID.class));
        })
        .list();
  }

  private Map<UUID, Lines> lines(Collection<UUID> ids) {
    var lines = new HashMap<UUID, Lines>();
    jdbc.sql("""
            select hold_id, sku, quantity, available from hold_line
             where hold_id = any(:ids::uuid[]) order by hold_id, sku collate "C"
            """)
        .param("ids", ids.stream().map(UUID::toString).toArray(String[]::new))
        .query(row -> {
          var line = new StockLine(new Sku(row.getString("sku")), row.getInt("quantity"));
          var of = lines.computeIfAbsent(
              row.getObject("hold_id", UUID.class),
              _ -> new Lines(new ArrayList<>(), new ArrayList<>()));
          of.wanted().add(line);
          int available = row.getInt("available");
          if (!row.wasNull() && available < line.quantity()) {
            of.missing().add(new Shortage(line.sku(), line.quantity(), available));
          }
        });
    return lines;
  }
}
