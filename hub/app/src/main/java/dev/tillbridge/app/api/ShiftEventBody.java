package dev.tillbridge.app.api;

import dev.tillbridge.hub.shift.DrawerEvent;
import dev.tillbridge.model.money.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a till says of its drawer, before it is read. */
record ShiftEventBody(
    @Nullable UUID id,
    DrawerEvent.@Nullable Kind kind,
    @Nullable UUID shift,
    @Nullable String register,
    @Nullable String location,
    @Nullable String person,
    @Nullable Instant at,
    @Nullable MoneyJson amount,
    @Nullable String reason,
    @Nullable CloseBody close) {

  private static final int MOST_FACES = 60;

  /** As many as a till sells in a week without the network. */
  private static final int MOST_UNDER_WAY = 4_000;

  /** What goes with the end of a shift. */
  record CloseBody(
      @Nullable Integer number,
      @Nullable MoneyJson expected,
      @Nullable MoneyJson limit,
      @Nullable List<@Nullable PiecesBody> count,
      @Nullable List<@Nullable UnderWayBody> underWay) {

    DrawerEvent.Close read() {
      return new DrawerEvent.Close(
          number == null ? null : Input.between("close.number", number, 1, 999_999),
          MoneyJson.read("close.expected", expected),
          MoneyJson.readOrNull("close.limit", limit),
          pieces(),
          readUnderWay());
    }

    private List<DrawerEvent.Pieces> pieces() {
      var read = new ArrayList<DrawerEvent.Pieces>();
      if (count == null || count.isEmpty()) {
        return read;
      }
      for (var one : Input.list("close.count", count, MOST_FACES)) {
        var field = "close.count[" + read.size() + "]";
        read.add(new DrawerEvent.Pieces(
            MoneyJson.read(field + ".face", one.face()),
            Input.between(field + ".pieces", one.pieces(), 0, 1_000_000)));
      }
      return read;
    }

    private List<DrawerEvent.UnderWay> readUnderWay() {
      var read = new ArrayList<DrawerEvent.UnderWay>();
      if (underWay == null || underWay.isEmpty()) {
        return read;
      }
      for (var one : Input.list("close.underWay", underWay, MOST_UNDER_WAY)) {
        read.add(one.read("close.underWay[" + read.size() + "]"));
      }
      return read;
    }
  }

  /** So many coins or notes of one value. */
  record PiecesBody(@Nullable MoneyJson face, @Nullable Integer pieces) {}

  /** What the till has not been able to send. */
  record UnderWayBody(
      @Nullable UUID id,
      @Nullable String kind,
      @Nullable String number,
      @Nullable MoneyJson total,
      @Nullable MoneyJson tax,
      @Nullable MoneyJson discount,
      @Nullable MoneyJson cash) {

    DrawerEvent.UnderWay read(String field) {
      var sum = MoneyJson.read(field + ".total", total);
      return new DrawerEvent.UnderWay(
          Input.need(field + ".id", id),
          Input.text(field + ".kind", kind, 20),
          Input.text(field + ".number", number, 200),
          sum,
          orZero(field + ".tax", tax, sum.currency()),
          orZero(field + ".discount", discount, sum.currency()),
          MoneyJson.read(field + ".cash", cash));
    }

    private static Money orZero(String field, @Nullable MoneyJson json, Currency currency) {
      var read = MoneyJson.readOrNull(field, json);
      return read == null ? Money.zero(currency) : read;
    }
  }

  DrawerEvent read() {
    return new DrawerEvent(
        Input.need("id", id),
        Input.need("kind", kind),
        Input.need("shift", shift),
        Input.text("register", register, 40),
        Input.location("location", location),
        Input.text("person", person, 100),
        Input.time("at", at),
        MoneyJson.read("amount", amount),
        reason == null ? null : Input.text("reason", reason, 200),
        close == null ? null : close.read());
  }
}
