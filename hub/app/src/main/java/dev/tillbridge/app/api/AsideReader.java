package dev.tillbridge.app.api;

import dev.tillbridge.hub.device.Entry;
import dev.tillbridge.hub.shift.DrawerEvent.UnderWay;
import dev.tillbridge.model.money.Money;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads sales and movements of a shift that are set aside as far as a close report needs them. They may be
 * wrong in any way: what has no sums is left out.
 */
final class AsideReader {

  private final JsonMapper json;
  private final UUID shift;

  AsideReader(JsonMapper json, UUID shift) {
    this.json = json;
    this.shift = shift;
  }

  List<UnderWay> read(List<Entry> entries, Currency currency) {
    var found = new ArrayList<UnderWay>();
    for (var entry : entries) {
      try {
        var body = json.readTree(entry.body());
        if (!shift.toString().equals(body.path("shift").asString(""))) {
          continue;
        }
        switch (entry.kind()) {
          case "SALE" -> found.add(sale(body, currency));
          case "REFUND" -> found.add(refund(body, currency));
          case "SHIFT" -> moved(body, currency, found);
          default -> {}
        }
      } catch (JacksonException | IllegalArgumentException | ArithmeticException unreadable) {
        // Somebody looks at it anyway: it is set aside.
      }
    }
    return found;
  }

  private static boolean any(JsonNode part) {
    return part.isObject();
  }

  private static UnderWay sale(JsonNode body, Currency currency) {
    return new UnderWay(
        id(body),
        "SALE",
        body.path("receiptNumber").asString("?"),
        sum(body.path("tenders"), "amount", AsideReader::any, currency),
        sum(body.path("taxes"), "amount", AsideReader::any, currency),
        sum(body.path("lines"), "discount", AsideReader::any, currency),
        cash(body, currency));
  }

  private static UnderWay refund(JsonNode body, Currency currency) {
    var zero = Money.zero(currency);
    return new UnderWay(
        id(body),
        "REFUND",
        body.path("receiptNumber").asString("?"),
        zero.minus(sum(body.path("tenders"), "amount", AsideReader::any, currency)),
        zero,
        zero,
        zero.minus(cash(body, currency)));
  }

  private static void moved(JsonNode body, Currency currency, List<UnderWay> found) {
    var kind = body.path("kind").asString("");
    if (!List.of("PAY_IN", "PAY_OUT", "DROP").contains(kind)) {
      return;
    }
    var zero = Money.zero(currency);
    var amount = new Money(body.path("amount").path("minor").asLong(0), currency);
    var moved = kind.equals("PAY_IN") ? amount : zero.minus(amount);
    found.add(
        new UnderWay(id(body), kind, body.path("reason").asString(kind), moved, zero, zero, moved));
  }

  private static Money cash(JsonNode body, Currency currency) {
    return sum(
        body.path("tenders"),
        "amount",
        tender -> tender.path("kind").asString("").equals("CASH"),
        currency);
  }

  private static Money sum(
      JsonNode all, String field, Predicate<JsonNode> which, Currency currency) {
    var sum = Money.zero(currency);
    for (var one : all) {
      if (which.test(one)) {
        sum = sum.plus(new Money(one.path(field).path("minor").asLong(0), currency));
      }
    }
    return sum;
  }

  private static UUID id(JsonNode body) {
    return UUID.fromString(body.path("id").asString(""));
  }
}
