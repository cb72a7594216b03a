package dev.tillbridge.app.console;

import dev.tillbridge.app.config.Connections;
import dev.tillbridge.app.config.Settings;
import dev.tillbridge.app.console.Row.Tone;
import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.reports.DeliveryRow;
import dev.tillbridge.hub.reports.LiveView;
import dev.tillbridge.hub.reports.SaleRow;
import dev.tillbridge.hub.reports.StockRow;
import dev.tillbridge.hub.stock.PooledBreaches;
import dev.tillbridge.hub.stock.ReservationGate;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what the console shows and puts it into words. */
@Component
class ConsoleReader {

  private static final int SALES = 15;
  private static final int DELIVERIES = 8;
  private static final int LOOK_AT = 200;
  private static final int STOCK = 50;
  private static final Duration BREACHES = Duration.ofDays(7);
  private static final Duration FRESH = Duration.ofSeconds(4);

  private final LiveView live;
  private final ShopLinks shops;
  private final Cases cases;
  private final PooledBreaches breaches;
  private final Places places;
  private final Connections connections;
  private final ReservationGate gate;
  private final Settings settings;
  private final InstantSource clock;

  ConsoleReader(
      LiveView live,
      ShopLinks shops,
      Cases cases,
      PooledBreaches breaches,
      Places places,
      Connections connections,
      ReservationGate gate,
      Settings settings,
      InstantSource clock) {
    this.live = live;
    this.shops = shops;
    this.cases = cases;
    this.breaches = breaches;
    this.places = places;
    this.connections = connections;
    this.gate = gate;
    this.settings = settings;
    this.clock = clock;
  }

  Part.Status status() {
    var waiting = live.waiting();
    var newest = live.deliveries(LOOK_AT);
    var links = new ArrayList<Row.Link>();
    links.addAll(shops.links());
    var quickbooks = settings.quickbooks();
    var xero = settings.xero();
    links.add(
        xero != null
            ? link(system("BOOKS"), "organisation " + xero.tenant(), newest, "BOOKS")
            : link(
                system("BOOKS"),
                quickbooks == null ? "" : "company " + quickbooks.realm(),
                newest,
                "BOOKS"));
    links.add(
        connections.gateways().containsKey("PAYPAL")
            ? new Row.Link("PayPal", "", "Connected", Tone.GOOD)
            : new Row.Link("PayPal", "", "Not connected", Tone.CALM));
    links.add(
        gate.isUp()
            ? new Row.Link("Redis", "", "Reservation gate is up", Tone.GOOD)
            : new Row.Link("Redis", "", "Away: PostgreSQL decides alone", Tone.WARN));
    var figures = new ArrayList<Row.Figure>();
    long due = waiting.inboxDue();
    long parked = waiting.inboxParked();
    for (var lane : waiting.lanes()) {
      due += lane.due();
      parked += lane.parked();
    }
    figures.add(new Row.Figure("On the way", due, Tone.CALM));
    figures.add(new Row.Figure("Set aside", parked, parked == 0 ? Tone.GOOD : Tone.BAD));
    figures.add(new Row.Figure(
        "Open cases", waiting.openCases(), waiting.openCases() == 0 ? Tone.GOOD : Tone.WARN));
    long breached = breaches.since(clock.instant().minus(BREACHES));
    if (breached > 0) {
      figures.add(new Row.Figure("Pooled breaches in a week", breached, Tone.WARN));
    }
    return new Part.Status(List.copyOf(links), List.copyOf(figures));
  }

  /** Connected, or why it does not get through at the moment. */
  private static Row.Link link(
      String name, String where, List<DeliveryRow> newest, String destination) {
    if (where.isEmpty()) {
      return new Row.Link(name, "", "Not connected", Tone.CALM);
    }
    return newest.stream()
        .filter(d -> d.destination().equals(destination))
        .filter(d -> d.state().equals("DUE") && d.attempts() > 0 && d.note() != null)
        .findFirst()
        .map(d -> new Row.Link(name, Words.shop(where), "Trying again: " + d.note(), Tone.WARN))
        .orElseGet(() -> new Row.Link(name, Words.shop(where), "Connected", Tone.GOOD));
  }

  Part.Sales sales() {
    var words = words();
    var now = clock.instant();
    return new Part.Sales(live.sales(SALES).stream()
        .map(s -> new Row.Sale(
            s.number(),
            "/console/sales/" + s.id(),
            words.time(s.recordedAt()),
            s.channel().equals("WEB"),
            s.register() == null ? "Web shop" : "Till " + s.register(),
            s.receiptNumber(),
            s.units(),
            Words.money(s.total()),
            Words.tenders(s.tenders()),
            Words.sale(s.state()),
            books(s),
            booksTone(s.books()),
            s.recordedAt().plus(FRESH).isAfter(now)))
        .toList());
  }

  private static String books(SaleRow sale) {
    return switch (sale.books()) {
      case null -> "Not to be booked";
      case "DONE" -> sale.booksId() == null ? "Booked" : "Booked as " + sale.booksId();
      case "PARKED" -> "Needs a person";
      default -> "On its way";
    };
  }

  private static Tone booksTone(@Nullable String state) {
    return switch (state) {
      case "DONE" -> Tone.GOOD;
      case "PARKED" -> Tone.BAD;
      case null, default -> Tone.CALM;
    };
  }

  Part.Stock stock(String query) {
    var names = new HashMap<String, String>();
    places.all().forEach(l -> names.put(l.id().code(), l.name()));
    var rows = live.stock(STOCK, query);
    return new Part.Stock(
        rows.stream().map(r -> stock(r, names)).toList(), query, rows.size() == STOCK);
  }

  private static Row.Stock stock(StockRow row, Map<String, String> names) {
    var shops = new ArrayList<Row.Shown>();
    for (var share : row.shops()) {
      shops.add(new Row.Shown(
          Words.shop(share.shop()),
          share.shown() == null ? "not yet" : String.valueOf(share.shown()),
          share.pendingTo() == null ? null : String.valueOf(share.pendingTo())));
    }
    return new Row.Stock(
        row.sku(),
        row.title(),
        names.getOrDefault(row.location(), row.location()),
        row.onHand(),
        row.held(),
        row.committed(),
        row.escrowed(),
        Math.max(0, row.free()),
        Math.max(0, -row.free()),
        Math.max(0, row.free() + row.published()),
        row.bundle() ? null : ExplainPages.address(row.location(), row.sku()),
        List.copyOf(shops));
  }

  Part.Deliveries deliveries() {
    var words = words();
    var numbers = numbers();
    return new Part.Deliveries(live.deliveries(LOOK_AT).stream()
        // The minutely look for orders is news only when it fails.
        .filter(d -> !d.destination().equals("SHOP_ORDERS") || !d.state().equals("DONE"))
        .limit(DELIVERIES)
        .map(d -> delivery(d, words, numbers))
        .toList());
  }

  private Row.Delivery delivery(DeliveryRow d, Words words, Map<String, Long> numbers) {
    boolean again = d.attempts() > 0 && d.note() != null;
    var settled = d.settledAt();
    return new Row.Delivery(
        d.id(),
        words.time(settled == null ? d.createdAt() : settled),
        what(d, numbers),
        system(d.destination()),
        switch (d.state()) {
          case "DONE" -> d.destination().equals("BOOKS") ? "Booked" : "Told";
          case "PARKED" -> "Needs a person";
          default -> again ? "Next try " + words.time(d.nextAt()) : "On its way";
        },
        switch (d.state()) {
          case "DONE" -> Tone.GOOD;
          case "PARKED" -> Tone.BAD;
          default -> again ? Tone.WARN : Tone.CALM;
        },
        note(d));
  }

  private static String note(DeliveryRow d) {
    if (!d.state().equals("DONE")) {
      return d.note() == null ? "" : d.note();
    }
    if (d.remoteId() == null) {
      return "";
    }
    return d.destination().equals("BOOKS") ? "document " + d.remoteId() : d.remoteId();
  }

  private String system(String destination) {
    if (destination.startsWith("BOOKS")) {
      return settings.xero() != null ? "Xero" : "QuickBooks";
    }
    return Words.system(destination);
  }

  private static String what(DeliveryRow d, Map<String, Long> numbers) {
    var parts = d.subject().split("\\|", 3);
    return switch (d.destination()) {
      case "BOOKS" ->
        numbers.containsKey(d.subject())
            ? "Sale " + numbers.get(d.subject())
            : "A document of the books";
      case "BOOKS_FILE" -> "A receipt's file";
      case "BOOKS_MAIL" -> "An invoice by mail";
      case "SHOP_STOCK" -> parts.length == 3 ? parts[2] : "Stock";
      case "SHOP_FULFILMENT" ->
        switch (parts.length == 3 ? parts[1] : "") {
          case "plan" -> "How an order leaves";
          case "ready" -> "A pick-up is ready";
          case "move" -> "An order leaves from elsewhere";
          default -> "A parcel";
        };
      case "SHOP_REFUND" -> "Money to give back";
      case "SHOP_MIRROR" -> "A counter sale";
      default -> "Orders of " + Words.shop(d.subject());
    };
  }

  private Map<String, Long> numbers() {
    var numbers = new HashMap<String, Long>();
    live.sales(LOOK_AT).forEach(s -> numbers.put(s.id().toString(), s.number()));
    return numbers;
  }

  Part.Attention attention(@Nullable String said) {
    var words = words();
    var numbers = numbers();
    var rows = new ArrayList<Row.Matter>();
    for (var c : cases.open()) {
      rows.add(Matters.of(c, words));
    }
    Matters.heldByBooks(live.waiting()).ifPresent(rows::add);
    for (var d : live.deliveries(LOOK_AT)) {
      if (d.state().equals("PARKED")) {
        rows.add(new Row.Matter(
            "delivery-" + d.id(),
            words.time(d.settledAt() == null ? d.createdAt() : d.settledAt()),
            what(d, numbers) + " could not be told to " + system(d.destination()),
            d.note() == null ? "" : d.note(),
            "/console/deliveries/" + d.id() + "/retry",
            "Retry",
            null,
            null));
      }
    }
    for (var e : live.parkedInbox(STOCK)) {
      rows.add(new Row.Matter(
          "inbox-" + e.id(),
          words.time(e.receivedAt()),
          "News from " + Words.shop(e.source()) + " could not be used (" + e.topic() + ")",
          e.note() == null ? "" : e.note(),
          "/console/inbox/" + e.id() + "/retry",
          "Retry",
          null,
          null));
    }
    return new Part.Attention(List.copyOf(rows), said);
  }

  private Words words() {
    var zone = places.all().stream().findFirst().<ZoneId>map(l -> l.timeZone());
    return new Words(zone.orElse(ZoneOffset.UTC), clock.instant());
  }
}
