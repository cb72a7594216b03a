package dev.tillbridge.hub.fulfilment;

import dev.tillbridge.hub.fulfilment.OrderStore.OpenLine;
import dev.tillbridge.hub.fulfilment.OrderStore.Order;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.hub.problem.NotPossible;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.stock.StockLine;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Orders of shops that leave from our shelves: what is to be picked, packed and sent. */
public final class WebOrders {

  /** More than this nobody reads in one go. */
  public static final int MOST = 200;

  private final JdbcClient jdbc;
  private final TransactionTemplate tx;
  private final InstantSource clock;
  private final OrderStore orders;
  private final PlanStore plans;
  private final ParcelStore parcels;
  private final Errands errands;
  private final Shops shops;

  WebOrders(
      JdbcClient jdbc,
      TransactionTemplate tx,
      InstantSource clock,
      OrderStore orders,
      PlanStore plans,
      ParcelStore parcels,
      Errands errands,
      Shops shops) {
    this.shops = shops;
    this.jdbc = jdbc;
    this.tx = tx;
    this.clock = clock;
    this.orders = orders;
    this.plans = plans;
    this.parcels = parcels;
    this.errands = errands;
  }

  /**
   * What is to leave, the oldest order first; at most {@value #MOST}.
   *
   * @param at only what lies there at least in part; null for all
   */
  public List<WebOrderView> open(@Nullable LocationId at) {
    return plans.open(MOST).stream()
        .flatMap(plan -> view(plan).stream())
        .filter(order -> !order.lines().isEmpty())
        .filter(order -> at == null || order.isAt(at))
        .toList();
  }

  /** Shops whose orders leave from here but are sent and handed over there: they cannot be told. */
  public List<String> untold() {
    return shops.withoutFulfilment();
  }

  /**
   * One of them, also after it has left.
   *
   * @throws NotFound when there is none of this id
   */
  public WebOrderView get(UUID id) {
    return plans.find(id).flatMap(this::view).orElseThrow(() -> new NotFound("order " + id));
  }

  private Optional<WebOrderView> view(PlanStore.Plan plan) {
    record Waiting(UUID id, java.time.@Nullable Instant readyAt) {}
    var waiting = jdbc.sql("""
            select id, ready_at from pickup where hold_id = :hold and ended_at is null
            """)
        .param("hold", plan.id())
        .query((row, _) -> {
          var ready = row.getTimestamp("ready_at");
          return new Waiting(
              row.getObject("id", UUID.class), ready == null ? null : ready.toInstant());
        })
        .optional();
    var lines = orders.open(plan.id()).stream()
        .map(line -> new WebOrderView.Line(line.lineId(), line.sku(), line.title(), line.units()))
        .toList();
    return orders
        .find(plan.id())
        .map(order -> new WebOrderView(
            order.id(),
            order.shop(),
            order.name(),
            plan.method(),
            // Nobody needs to know where to when there is nothing to be sent.
            lines.isEmpty() ? List.of() : plan.destination(),
            plan.routed(),
            soldAt(order.id()),
            lines,
            places(order.id()),
            step(plan.picked()),
            step(plan.packed()),
            parcels.ofOrders(List.of(order.id())).stream()
                .map(ParcelStore.Row::view)
                .toList(),
            waiting.map(Waiting::id).orElse(null),
            waiting.map(Waiting::readyAt).orElse(null)));
  }

  private java.time.Instant soldAt(UUID id) {
    return jdbc.sql("select sold_at from sale where id = :id")
        .param("id", id)
        .query((row, _) -> row.getTimestamp("sold_at").toInstant())
        .single();
  }

  private List<WebOrderView.Place> places(UUID id) {
    var units = new TreeMap<LocationId, Map<Sku, Integer>>();
    orders
        .setAside(id)
        .forEach(place -> place
            .lines()
            .forEach(line -> units
                .computeIfAbsent(place.location(), _ -> new TreeMap<>())
                .merge(line.sku(), line.quantity(), Integer::sum)));
    return units.entrySet().stream()
        .map(place -> new WebOrderView.Place(
            place.getKey(),
            place.getValue().entrySet().stream()
                .map(line -> new StockLine(line.getKey(), line.getValue()))
                .toList()))
        .toList();
  }

  private static WebOrderView.@Nullable Step step(PlanStore.@Nullable Step step) {
    return step == null ? null : new WebOrderView.Step(step.by(), step.at());
  }

  /** Somebody has its goods together. Doing it twice is doing it once. */
  public WebOrderView picked(UUID id, String by) {
    get(id);
    plans.picked(id, by, clock.instant());
    return get(id);
  }

  /** Somebody has packed it. Doing it twice is doing it once. */
  public WebOrderView packed(UUID id, String by) {
    get(id);
    plans.packed(id, by, clock.instant());
    return get(id);
  }

  /**
   * Goods leave. The shop is told, and tells the customer. The same id again is the same parcel.
   *
   * @throws NotFound when there is no such order
   * @throws BadInput when the parcel makes no sense
   * @throws IdReused when the id stands for another parcel
   * @throws NotPossible when the goods are not there to be sent, and why
   */
  public ParcelView send(ParcelRequest parcel, String by) {
    var hash = hash(parcel.toString());
    return Objects.requireNonNull(tx.execute(_ -> {
      var order = orders
          .lock(parcel.orderId())
          .orElseThrow(() -> new NotFound("order " + parcel.orderId()));
      var known = parcels.hash(parcel.id());
      if (known.isEmpty()) {
        var units = units(order, parcel);
        parcels.add(order, parcel, units, hash, by, clock.instant());
        errands.tell(order.shop(), Errands.PARCEL, parcel.id());
      } else if (!known.get().equals(hash)) {
        throw new IdReused("parcel " + parcel.id());
      }
      return parcels.find(parcel.id()).orElseThrow().view();
    }));
  }

  private SequencedMap<String, Integer> units(Order order, ParcelRequest parcel) {
    if (!order.paid()) {
      throw new NotPossible("order " + order.name() + " is not to be sent: it has left, is not paid"
          + " or was cancelled");
    }
    var open = orders.open(order.id());
    var here = places(order.id()).stream()
        .filter(place -> place.location().equals(parcel.location()))
        .findFirst()
        .orElseThrow(() -> new NotPossible(
            "nothing of order " + order.name() + " is set aside at " + parcel.location()));
    var units =
        parcel.lines().isEmpty() ? allHere(order, open, here) : wanted(parcel.lines(), open);
    if (units.isEmpty()) {
      throw new NotPossible("nothing of order " + order.name() + " is left to be sent");
    }
    return units;
  }

  /** Of an order at several locations, the lines that lie here; a kit is never spread. */
  private SequencedMap<String, Integer> allHere(
      Order order, List<OpenLine> open, WebOrderView.Place here) {
    boolean spread = places(order.id()).size() > 1;
    var left = new TreeMap<Sku, Integer>();
    here.units().forEach(line -> left.put(line.sku(), line.quantity()));
    var units = new LinkedHashMap<String, Integer>();
    for (var line : open) {
      int some = spread ? Math.min(line.units(), left.getOrDefault(line.sku(), 0)) : line.units();
      if (some > 0) {
        units.put(line.lineId(), some);
        left.merge(line.sku(), -some, Integer::sum);
      }
    }
    return units;
  }

  private static SequencedMap<String, Integer> wanted(
      List<ParcelRequest.Line> lines, List<OpenLine> open) {
    var units = new LinkedHashMap<String, Integer>();
    var faults = new ArrayList<String>();
    for (int i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      var there =
          open.stream().filter(one -> one.lineId().equals(line.lineId())).findFirst();
      if (units.containsKey(line.lineId())) {
        throw BadInput.of("lines[" + i + "].lineId", "must not stand twice");
      }
      if (line.units() < 1) {
        throw BadInput.of("lines[" + i + "].units", "must be at least 1");
      }
      int left = there.map(OpenLine::units).orElse(0);
      if (left < line.units()) {
        faults.add("only %d of %s are left to be sent"
            .formatted(left, there.map(OpenLine::title).orElse(line.lineId())));
      }
      units.put(line.lineId(), line.units());
    }
    if (!faults.isEmpty()) {
      throw new NotPossible(String.join("; ", faults));
    }
    return units;
  }

  private static String hash(String request) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256")
              .digest(request.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
