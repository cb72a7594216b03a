package dev.tillbridge.app.console;

import dev.tillbridge.app.console.DeskView.Choice;
import dev.tillbridge.app.security.Authorities;
import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.shopcatalog.ImportView;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.place.Location;
import dev.tillbridge.model.place.LocationId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the pages about goods have in common: where one is, the form, and how things are written. */
public final class Sheet {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);

  private final Frame frame;
  private final String address;
  private final List<Location> places;
  private final Instant now;
  private final Filled form;
  private final @Nullable String done;
  private final Caller caller;

  Sheet(
      Frame frame,
      String address,
      List<Location> places,
      Instant now,
      Filled form,
      @Nullable String done,
      Caller caller) {
    this.frame = frame;
    this.address = address;
    this.places = List.copyOf(places);
    this.now = now;
    this.form = form;
    this.done = done;
    this.caller = caller;
  }

  /** What stands around it. */
  public Frame frame() {
    return frame;
  }

  /** The pages about goods. */
  public List<Frame.Place> tabs() {
    return List.of(
        tab("Low stock", "/console/stock/low"),
        tab("Orders", "/console/stock/orders"),
        tab("Transfers", "/console/stock/transfers"),
        tab("Stocktakes", "/console/stock/stocktakes"),
        tab("Import", "/console/stock/imports"));
  }

  private Frame.Place tab(String name, String at) {
    return new Frame.Place(name, at, at.equals(address));
  }

  /** The form. */
  public Filled form() {
    return form;
  }

  /** What was just done, or null. */
  public @Nullable String done() {
    return done == null || !form.faults().isEmpty()
        ? null
        : switch (done) {
          case "ordered" -> "The order is written down.";
          case "received" -> "What came is on the shelf.";
          case "closed" -> "The order is closed.";
          case "cancelled" -> "It is given up.";
          case "planned" -> "The transfer is planned. Nothing has moved yet.";
          case "shipped" -> "The goods have left.";
          case "opened" -> "The stocktake is open. Trading goes on.";
          case "counted" -> "The counts are written down.";
          case "submitted" -> "The counting is over.";
          case "approved" -> "The counts are in the book now.";
          case "rejected" -> "The book stays as it was.";
          case "ended" -> "The stocktake has ended.";
          case "point" -> "The reorder point is set.";
          case "agreed" -> "It is being taken over. You may leave this page.";
          case "picked" -> "All of it is together.";
          case "packed" -> "It is packed.";
          case "sent" -> "It has left, and the shop is told.";
          case "ready" -> "It is ready, and the shop tells the customer.";
          case "collected" -> "The customer has it, and the shop is told.";
          case "gone" -> "The reorder point is taken away.";
          default -> null;
        };
  }

  /** Whether whoever looks sees the forms that order, send and plan. */
  public boolean mayWrite() {
    return caller.may(Authorities.STOCK_WRITE);
  }

  /** Whether he sees those that count and receive. */
  public boolean mayCount() {
    return caller.may(Authorities.STOCK_COUNT);
  }

  /** Whether he sees those that agree to what others counted. */
  public boolean mayApprove() {
    return caller.may(Authorities.STOCK_APPROVE);
  }

  /** Whether he may take over what a shop sells. */
  public boolean mayImport() {
    return caller.may(Authorities.CATALOG_WRITE);
  }

  /** What an import is doing, in words. */
  public String doing(ImportView view) {
    return switch (view.state()) {
      case READY -> "Everything is read. Nothing has been changed yet.";
      case DONE -> "Everything that could be taken over is here.";
      case CANCELLED -> "It was given up. What was taken over before stays.";
      case FAILED -> "The shop refused.";
      case READING, APPLYING ->
        switch (view.phase()) {
          case "SITES" -> "Asking for the shop's locations.";
          case "PRODUCTS" -> "Reading products.";
          case "ORDERS" -> "Reading open orders.";
          case "LEVELS" -> "Reading counts.";
          case "JUDGING" -> "Comparing with the catalogue.";
          case "GOODS" -> "Taking over products and counts.";
          case "OPEN_ORDERS" -> "Taking open orders.";
          default -> "Linking with the shop.";
        };
    };
  }

  /** What becomes of variants, in words. */
  public String verdict(String code) {
    return switch (code) {
      case "CREATE" -> "New here";
      case "CHANGE" -> "Known, and something changes";
      case "SAME" -> "Known, and alike";
      default -> "Set aside";
    };
  }

  /** Whether it was himself. */
  public boolean isMe(String name) {
    return caller.name().equals(name);
  }

  /** Where something can be. */
  public List<Choice> places() {
    return places.stream().map(p -> new Choice(p.id().code(), p.name())).toList();
  }

  /** What a place is called. */
  public String place(LocationId id) {
    return places.stream()
        .filter(p -> p.id().equals(id))
        .map(Location::name)
        .findFirst()
        .orElse(id.code());
  }

  /** A time, by the clock of the first place; empty for none. */
  public String time(@Nullable Instant at) {
    return at == null ? "" : words().time(at);
  }

  /** A day; empty for none. */
  public String day(@Nullable LocalDate day) {
    return day == null ? "" : DAY.format(day);
  }

  /** An amount; empty for none. */
  public String money(@Nullable Money money) {
    return money == null ? "" : Words.money(money);
  }

  /** Units more or less. */
  public String signed(long units) {
    return units > 0 ? "+" + units : units < 0 ? "−" + -units : "0";
  }

  /** So many units, in words. */
  public String units(int units) {
    return Words.units(units);
  }

  /** Where the number of a SKU at a place is explained. */
  public String explain(LocationId place, String sku) {
    return ExplainPages.address(place.code(), sku);
  }

  /** How a state stands, and so its colour. */
  public String tone(Enum<?> state) {
    return switch (state.name()) {
      case "REVIEW", "WAITING", "READY" -> "warn";
      case "RECEIVED", "CLOSED", "POSTED", "DONE", "SENT" -> "good";
      case "REJECTED", "FAILED", "REFUSED" -> "bad";
      default -> "calm";
    };
  }

  /** A code in words: {@code IN_TRANSIT} is "In transit". */
  public String word(Enum<?> code) {
    return Words.kind(code.name());
  }

  private Words words() {
    return new Words(
        places.stream().findFirst().<ZoneId>map(Location::timeZone).orElse(ZoneOffset.UTC), now);
  }
}
