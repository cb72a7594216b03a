package dev.tillbridge.hub.inventory;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.inventory.Follower.Units;
import dev.tillbridge.hub.inventory.ReturnRequest.Condition;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.hub.problem.WrongState;
import dev.tillbridge.hub.stock.Contents;
import dev.tillbridge.hub.stock.Shelves;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.stock.StockMovement.Cause;
import dev.tillbridge.model.stock.StockMovement.Delta;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Goods that customers bring back: to stock, or to the damaged ones, and each unit once. */
public final class GoodsReturns {

  private final JdbcClient jdbc;
  private final TransactionTemplate tx;
  private final InstantSource clock;
  private final Shelves shelves;
  private final SoldGoods sales;
  private final Requests requests;
  private final Tracked tracked;

  GoodsReturns(
      JdbcClient jdbc,
      TransactionTemplate tx,
      InstantSource clock,
      Shelves shelves,
      SoldGoods sales) {
    this.jdbc = jdbc;
    this.tx = tx;
    this.clock = clock;
    this.shelves = shelves;
    this.sales = sales;
    this.requests = new Requests(jdbc, clock);
    this.tracked = new Tracked(jdbc);
  }

  /** Where the goods of a request are, for whoever must know before it is carried out. */
  public LocationId place(ReturnRequest request) {
    return request.location() == null ? sold(request.sale()).location() : request.location();
  }

  /**
   * Books goods back in.
   *
   * @param by who asks
   * @throws NotFound when there is no such sale
   * @throws WrongState when its goods have not left
   * @throws BadInput when more comes back than was handed over, less what came back before
   * @throws IdReused when the id stands for another request
   */
  public ReturnView take(ReturnRequest request, String by) {
    var fingerprint = Fingerprint.of(request.sale(), request.location());
    for (var line : request.lines()) {
      fingerprint.add(line.line(), line.quantity(), line.condition().name());
      line.named().addTo(fingerprint);
    }
    tx.executeWithoutResult(_ -> {
      if (requests.claim(request.id(), "return", by, fingerprint)) {
        takeIn(request, by);
      }
    });
    return find(request.id()).orElseThrow();
  }

  private SoldGoods.Sold sold(UUID sale) {
    return sales.find(sale).orElseThrow(() -> new NotFound("sale " + sale));
  }

  private void takeIn(ReturnRequest request, String by) {
    var sold = sold(request.sale());
    if (!sold.left()) {
      throw new WrongState("the goods of sale " + request.sale() + " have not left");
    }
    var faults = new Faults();
    for (int i = 0; i < request.lines().size(); i++) {
      int line = request.lines().get(i).line();
      faults.require(
          line >= 1 && line <= sold.lines().size(),
          "lines[" + i + "].line",
          "the sale has lines 1 to " + sold.lines().size());
    }
    faults.check();
    guard(request, sold, faults);
    faults.check();
    var location = request.location() == null ? sold.location() : request.location();
    move(request, sold, location, by, faults);
  }

  /** Never more than was handed over, less what came back before: the row is guard and lock. */
  private void guard(ReturnRequest request, SoldGoods.Sold sold, Faults faults) {
    // In the order of lines, so that two returns of one sale never wait for one another.
    var back = new TreeMap<Integer, Integer>();
    request.lines().forEach(l -> back.merge(l.line(), l.quantity(), Integer::sum));
    back.forEach((line, quantity) -> {
      jdbc.sql("""
              insert into returned_line (sale_id, line, sold) values (:sale, :line, :sold)
              on conflict do nothing
              """)
          .param("sale", request.sale())
          .param("line", line)
          .param("sold", sold.lines().get(line - 1).quantity())
          .update();
      int returned = jdbc.sql("""
              select returned from returned_line where sale_id = :sale and line = :line for update
              """)
          .param("sale", request.sale())
          .param("line", line)
          .query(Integer.class)
          .single();
      int left = Math.max(0, sold.lines().get(line - 1).handedOver() - returned);
      if (faults.require(
          quantity <= left,
          "lines[" + first(request, line) + "].quantity",
          "of line " + line + " " + left + " can come back, not " + quantity)) {
        jdbc.sql("""
                update returned_line set returned = returned + :quantity
                 where sale_id = :sale and line = :line
                """)
            .param("quantity", quantity)
            .param("sale", request.sale())
            .param("line", line)
            .update();
      }
    });
  }

  private static int first(ReturnRequest request, int line) {
    for (int i = 0; i < request.lines().size(); i++) {
      if (request.lines().get(i).line() == line) {
        return i;
      }
    }
    return 0;
  }

  /** Of a bundle its parts come back: those that it had when it was sold. */
  private void move(
      ReturnRequest request, SoldGoods.Sold sold, LocationId location, String by, Faults faults) {
    var now = clock.instant();
    var bundles = shelves.bundlesIn(request.sale());
    var made = sold.lines().stream()
        .map(line -> bundles.getOrDefault(line.sku(), Contents.itself(line.sku())))
        .toList();
    var skus = request.lines().stream()
        .flatMap(l -> made.get(l.line() - 1).parts().keySet().stream())
        .distinct()
        .toList();
    var there = shelves.lock(location, skus);
    var followers = tracked.followers(skus);
    Map<Integer, Delta> deltas = new TreeMap<>();
    Map<Integer, Map<Sku, Delta>> moves = new TreeMap<>();
    for (int i = 0; i < request.lines().size(); i++) {
      var line = request.lines().get(i);
      var contents = made.get(line.line() - 1);
      var field = "lines[" + i + "]";
      var why = new Why(Cause.RETURN, causeId(request, line.line()), request.sale(), now, by);
      boolean good = line.condition() == Condition.GOOD;
      contents.times(line.quantity()).forEach((sku, units) -> {
        var follower = Objects.requireNonNull(followers.get(sku));
        // Of a bundle the part that is tracked is named.
        boolean other = follower instanceof FollowNothing && hasTracked(contents, followers);
        var named = other ? Named.NOTHING : line.named();
        follower.comeBack(
            good
                ? Units.good(field, sku, units, named, why, faults)
                : Units.damaged(field, sku, units, named.asDamaged(), why, faults),
            location);
        moves
            .computeIfAbsent(line.line(), _ -> new TreeMap<>())
            .merge(sku, back(good, units), Delta::plus);
        faults.require(
            Objects.requireNonNull(there.get(sku)).onHand() + (long) units <= Shelves.MOST_ON_HAND,
            field + ".quantity",
            "more than " + Shelves.MOST_ON_HAND + " would be on hand");
      });
      deltas.merge(line.line(), back(good, line.quantity()), Delta::plus);
    }
    faults.check();
    var all = new ArrayList<Shelves.Move>();
    moves.forEach((line, units) -> units.forEach((sku, delta) ->
        all.add(new Shelves.Move(sku, delta, Cause.RETURN, causeId(request, line), now))));
    shelves.move(location, all);
    write(request, sold.lines(), location, deltas, by, now);
  }

  private static Delta back(boolean good, int units) {
    return new Delta(good ? units : 0, 0, 0, 0, 0, good ? 0 : units, 0);
  }

  private static boolean hasTracked(Contents contents, Map<Sku, Follower> followers) {
    return contents.parts().keySet().stream()
        .anyMatch(part -> !(followers.get(part) instanceof FollowNothing));
  }

  /** One effect per order line and return. */
  private static String causeId(ReturnRequest request, int line) {
    return request.id() + ":" + line;
  }

  private void write(
      ReturnRequest request,
      List<SoldGoods.Line> sold,
      LocationId location,
      Map<Integer, Delta> deltas,
      String by,
      Instant now) {
    jdbc.sql("""
            insert into goods_return (id, sale_id, location, returned_by, returned_at)
            values (:id, :sale, :location, :by, :now)
            """)
        .param("id", request.id())
        .param("sale", request.sale())
        .param("location", location.code())
        .param("by", by)
        .param("now", now.atOffset(UTC))
        .update();
    deltas.forEach((line, delta) -> jdbc.sql("""
            insert into goods_return_line (return_id, line, sku, good, damaged)
            values (:id, :line, :sku, :good, :damaged)
            """)
        .param("id", request.id())
        .param("line", line)
        .param("sku", sold.get(line - 1).sku().code())
        .param("good", delta.onHand())
        .param("damaged", delta.damaged())
        .update());
  }

  /** The return, if there is one of this id. */
  public Optional<ReturnView> find(UUID id) {
    return jdbc.sql("select * from goods_return where id = :id")
        .param("id", id)
        .query((row, _) -> new ReturnView(
            id,
            row.getObject("sale_id", UUID.class),
            new LocationId(row.getString("location")),
            row.getString("returned_by"),
            row.getObject("returned_at", OffsetDateTime.class).toInstant(),
            List.of()))
        .optional()
        .map(r -> new ReturnView(r.id(), r.sale(), r.location(), r.by(), r.at(), lines(id)));
  }

  private List<ReturnView.Line> lines(UUID id) {
    return jdbc.sql("select * from goods_return_line where return_id = :id order by line")
        .param("id", id)
        .query((row, _) -> new ReturnView.Line(
            row.getInt("line"),
            new Sku(row.getString("sku")),
            row.getInt("good"),
            row.getInt("damaged")))
        .list();
  }
}
