package dev.tillbridge.hub.reports;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.reports.StockExplained.Claim;
import dev.tillbridge.hub.reports.StockExplained.Kind;
import dev.tillbridge.hub.reports.StockExplained.Level;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who has a claim on the units of a shelf. */
final class StockClaims {

  private final JdbcClient jdbc;

  StockClaims(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** As it stands. */
  List<Claim> now(LocationId location, Sku sku) {
    var claims = new ArrayList<Claim>();
    var shelf = Map.of("location", location.code(), "sku", sku.code());
    // In two parts, so that each finds its index: holds that are over are many.
    claims.addAll(holds("h.state = 'HELD'", shelf));
    claims.addAll(holds("h.state in ('PAYING', 'COMMITTED')", shelf));
    claims.addAll(jdbc.sql("""
            select e.holder, e.generation, e.state, e.granted_total - e.sold_total - e.returned_total as units,
                   coalesce((select max(l.recorded_at) from stock_ledger l
                              where l.location = e.location and l.sku = e.sku and l.escrowed > 0),
                            now()) as since
              from escrow e
             where e.location = :location and e.sku = :sku
               and e.granted_total > e.sold_total + e.returned_total
             order by e.holder, e.generation
            """)
        .params(shelf)
        .query((row, _) -> new Claim(
            row.getString("state").equals("SUSPENSE") ? Kind.SUSPENSE : Kind.ESCROWED,
            holder(row.getString("holder")),
            row.getString("holder") + "#" + row.getInt("generation"),
            row.getInt("units"),
            row.getTimestamp("since").toInstant(),
            null))
        .list());
    return claims;
  }

  private List<Claim> holds(String which, Map<String, String> shelf) {
    return jdbc.sql("""
            select h.id, h.state, h.channel, l.quantity, h.created_at, h.expires_at,
                   s.receipt_number, p.reference
              from hold h
              join hold_line l on l.hold_id = h.id
              left join sale s on s.id = h.sale_id
              left join pickup p on p.hold_id = h.id and p.ended_at is null
             where h.location = :location and l.sku = :sku and\s
            """ + which + " order by h.created_at, h.id")
        .params(shelf)
        .query((row, _) -> new Claim(
            row.getString("state").equals("COMMITTED") ? Kind.COMMITTED : Kind.HELD,
            who(
                row.getString("state"),
                row.getString("channel"),
                row.getString("receipt_number"),
                row.getString("reference")),
            row.getString("id"),
            row.getInt("quantity"),
            row.getTimestamp("created_at").toInstant(),
            row.getString("state").equals("HELD")
                ? row.getTimestamp("expires_at").toInstant()
                : null))
        .list();
  }

  private static String who(
      String state, String channel, @Nullable String receipt, @Nullable String pickUp) {
    if (pickUp != null) {
      return "Pick-up " + pickUp;
    }
    var where = channel.equals("WEB") ? "online" : "at the till";
    return switch (state) {
      case "COMMITTED" -> receipt == null ? "Order " + where : "Sold: " + receipt;
      case "PAYING" -> "Being paid " + where;
      default -> "Cart " + where;
    };
  }

  private static String holder(String holder) {
    if (holder.startsWith("shop:")) {
      return "Shop " + holder.substring("shop:".length());
    }
    if (holder.startsWith("bundle:")) {
      var names = holder.substring("bundle:".length()).split("\\|", 2);
      return "Shop " + names[0] + ", in bundle " + names[names.length - 1];
    }
    return holder.startsWith("device:") ? "Till " + holder.substring("device:".length()) : holder;
  }

  /** As the ledger told it at that moment; what it does not tell apart is one claim. */
  List<Claim> at(LocationId location, Sku sku, Instant at, Level level) {
    var claims = new ArrayList<Claim>();
    jdbc.sql("""
            with told as (
              select case when pg_input_is_valid(cause_id, 'uuid') then cause_id::uuid end as id, *
                from stock_ledger
               where location = :location and sku = :sku and recorded_at <= :at
                 and (held <> 0 or committed <> 0)),
            owned as (
              -- The sale of a cart ends the claim of its hold, a part goes by the name of its whole.
              select coalesce(h.part_of, h.id, told.id) as owner, told.held, told.committed, told.event_at
                from told
                left join sale s on s.id = told.id and told.cause = 'SALE'
                left join hold_change c on c.id = told.id and c.what = 'MOVED' and c.sku = told.sku
                left join hold h on h.id = coalesce(s.hold_id, c.hold_id, told.id))
            select o.owner, sum(o.held)::int as held, sum(o.committed)::int as committed,
                   min(o.event_at) as since, h.channel, s.receipt_number,
                   (select max(reference) from pickup where hold_id = o.owner) as reference
              from owned o
              left join hold h on h.id = o.owner
              left join sale s on s.id = h.sale_id and s.recorded_at <= :at
             where o.owner is not null
             group by o.owner, h.channel, s.receipt_number
            having sum(o.held) > 0 or sum(o.committed) > 0
             order by since, o.owner
            """)
        .param("location", location.code())
        .param("sku", sku.code())
        .param("at", at.atOffset(UTC))
        .query(row -> {
          var id = row.getString("owner");
          var channel = row.getString("channel") == null ? "" : row.getString("channel");
          var since = row.getTimestamp("since").toInstant();
          var receipt = row.getString("receipt_number");
          var pickUp = row.getString("reference");
          if (row.getInt("held") > 0) {
            claims.add(new Claim(
                Kind.HELD,
                who("HELD", channel, receipt, pickUp),
                id,
                row.getInt("held"),
                since,
                null));
          }
          if (row.getInt("committed") > 0) {
            claims.add(new Claim(
                Kind.COMMITTED,
                who("COMMITTED", channel, receipt, pickUp),
                id,
                row.getInt("committed"),
                since,
                null));
          }
        });
    addRest(claims, Kind.HELD, level, Level::held, "Other carts", at);
    addRest(claims, Kind.COMMITTED, level, Level::committed, "Other orders", at);
    addRest(claims, Kind.ESCROWED, level, Level::escrowed, "Shops and lent to tills", at);
    addRest(claims, Kind.SUSPENSE, level, Level::suspense, "Lost tills", at);
    return claims;
  }

  private static void addRest(
      List<Claim> claims,
      Kind kind,
      Level level,
      ToIntFunction<Level> count,
      String who,
      Instant at) {
    int told =
        claims.stream().filter(c -> c.kind() == kind).mapToInt(Claim::units).sum();
    int rest = count.applyAsInt(level) - told;
    if (rest != 0) {
      claims.add(new Claim(kind, who, "", rest, at, null));
    }
  }
}
