package dev.tillbridge.hub.stock;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.ToLongFunction;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What registers were lent, in PostgreSQL. */
final class JdbcLeaseShares implements LeaseShares {

  private static final String SHARE = """
      select sku, state, granted_total, grant_seq, sold_total, reported_total, returned_total,
             written_off, wished
        from escrow where holder = :holder and generation = :generation
      """;

  private final JdbcClient jdbc;

  JdbcLeaseShares(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public List<LeaseShare> of(Device device) {
    return jdbc.sql(SHARE + " order by sku")
        .param("holder", device.holder())
        .param("generation", device.generation())
        .query((row, _) -> share(row))
        .list();
  }

  @Override
  public Map<Sku, LeaseShare> lock(Device device, LocationId location, Collection<Sku> skus) {
    var shares = new TreeMap<Sku, LeaseShare>();
    skus.forEach(sku -> shares.put(sku, LeaseShare.none(sku)));
    jdbc.sql(SHARE
            + " and location = :location and sku = any(:skus::text[]) order by sku for update")
        .param("holder", device.holder())
        .param("generation", device.generation())
        .param("location", location.code())
        .param("skus", codes(skus))
        .query(row -> {
          var share = share(row);
          shares.put(share.sku(), share);
        });
    return shares;
  }

  private static LeaseShare share(ResultSet row) throws SQLException {
    return new LeaseShare(
        new Sku(row.getString("sku")),
        LeaseShare.State.valueOf(row.getString("state")),
        row.getLong("granted_total"),
        row.getLong("grant_seq"),
        row.getLong("sold_total"),
        row.getLong("reported_total"),
        row.getLong("returned_total"),
        row.getLong("written_off"),
        row.getObject("wished", Integer.class));
  }

  @Override
  public void save(Device device, LocationId location, Collection<LeaseShare> shares) {
    if (shares.isEmpty()) {
      return;
    }
    jdbc.sql("""
            insert into escrow as e (holder, generation, location, sku, state, granted_total, grant_seq,
                                     sold_total, reported_total, returned_total, written_off, wished)
            select :holder, :generation, :location, s.*
              from unnest(:skus::text[], :states::text[], :granted::bigint[], :seqs::bigint[],
                          :recorded::bigint[], :reported::bigint[], :returned::bigint[],
                          :writtenOff::bigint[], :wished::int[]) s
            on conflict (holder, generation, location, sku) do update
               set state = excluded.state, granted_total = excluded.granted_total,
                   grant_seq = excluded.grant_seq, sold_total = excluded.sold_total,
                   reported_total = excluded.reported_total,
                   returned_total = excluded.returned_total, written_off = excluded.written_off,
                   wished = excluded.wished
            """)
        .param("holder", device.holder())
        .param("generation", device.generation())
        .param("location", location.code())
        .param("skus", codes(shares.stream().map(LeaseShare::sku).toList()))
        .param("states", shares.stream().map(s -> s.state().name()).toArray(String[]::new))
        .param("granted", totals(shares, LeaseShare::granted))
        .param("seqs", totals(shares, LeaseShare::seq))
        .param("recorded", totals(shares, LeaseShare::recorded))
        .param("reported", totals(shares, LeaseShare::reported))
        .param("returned", totals(shares, LeaseShare::returned))
        .param("writtenOff", totals(shares, LeaseShare::writtenOff))
        .param("wished", shares.stream().map(LeaseShare::wished).toArray(Integer[]::new))
        .update();
  }

  @Override
  public Map<Sku, Integer> lent(LocationId location, Collection<Sku> skus) {
    var lent = new HashMap<Sku, Integer>();
    jdbc.sql("""
            select sku, sum(granted_total - sold_total - returned_total) as units from escrow
             where location = :location and sku = any(:skus::text[]) and holder like 'device:%'
               and state in ('ACTIVE', 'SEALED')
             group by sku having sum(granted_total - sold_total - returned_total) > 0
            """).param("location", location.code()).param("skus", codes(skus)).query(row -> {
      lent.put(new Sku(row.getString("sku")), row.getInt("units"));
    });
    return lent;
  }

  @Override
  public void note(UUID saleId, Device device, Collection<LeaseShare.Sold> sold) {
    jdbc.sql("""
            insert into lease_sale (sale_id, register, generation, sku, units, covered, explained)
            select :sale, :register, :generation, s.*
              from unnest(:skus::text[], :units::int[], :covered::int[], :explained::int[]) s
            """)
        .param("sale", saleId)
        .param("register", device.register())
        .param("generation", device.generation())
        .param("skus", codes(sold.stream().map(s -> s.share().sku()).toList()))
        .param("units", sold.stream().mapToInt(LeaseShare.Sold::units).toArray())
        .param("covered", sold.stream().mapToInt(LeaseShare.Sold::covered).toArray())
        .param("explained", sold.stream().mapToInt(LeaseShare.Sold::explained).toArray())
        .update();
  }

  private static long[] totals(Collection<LeaseShare> shares, ToLongFunction<LeaseShare> total) {
    return shares.stream().mapToLong(total).toArray();
  }

  private static String[] codes(Collection<Sku> skus) {
    return skus.stream().map(Sku::code).toArray(String[]::new);
  }
}
