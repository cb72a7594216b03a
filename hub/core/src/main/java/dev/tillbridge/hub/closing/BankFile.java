package dev.tillbridge.hub.closing;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.payment.SettlementReports.Unread;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An account's movements as the bank exports them: a table with date, amount and words, or OFX, whose
 * elements older versions do not close (OFX 1.0 is SGML, 2.0 is XML). A pure function.
 */
final class BankFile {

  /** A movement; its id tells it from all others of the account. */
  record Line(String place, String id, LocalDate day, Money amount, String words) {}

  private static final String[] DAY = {
    "date", "booking_date", "transaction_date", "posting_date", "posted_date", "value_date"
  };
  private static final String[] AMOUNT = {"amount", "value"};
  private static final String[] IN = {"credit", "money_in", "paid_in", "deposit"};
  private static final String[] OUT = {"debit", "money_out", "paid_out", "withdrawal"};

  private static final Pattern MOVEMENT = Pattern.compile(
      "<STMTTRN>(.*?)(?=</STMTTRN>|<STMTTRN>|</BANKTRANLIST>|$)",
      Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

  private BankFile() {}

  /**
   * Reads it.
   *
   * @param currency of what names none
   */
  static MoneyFile.Read<Line> read(String text, Currency currency) {
    return text.toUpperCase(Locale.ROOT).contains("<OFX>")
        ? ofx(text, currency)
        : MoneyFile.csv(text, columns -> table(columns, currency));
  }

  private static MoneyFile.Reading<Line> table(List<String> columns, Currency currency) {
    boolean signed = List.of(AMOUNT).stream().anyMatch(columns::contains);
    MoneyFile.need(
        columns,
        signed
            ? List.of(List.of(DAY))
            : List.of(List.of(DAY), either(AMOUNT, IN), either(AMOUNT, OUT)));
    var naming = new MoneyFile.Naming();
    var seen = new HashMap<String, Line>();
    return row -> {
      var day = row.day(DAY);
      var in = row.currency(currency, "currency");
      var amount = signed ? row.money(in, AMOUNT) : eitherOf(row, in);
      var words = row.get("words", "description", "memo", "reference", "payee", "name", "details");
      var id = row.get("id", "fitid", "transaction_id");
      var line = new Line(
          "line " + row.line(),
          id.isEmpty() ? naming.of(day + "|" + amount + "|" + words) : id,
          day,
          amount,
          words);
      return once(line, seen);
    };
  }

  private static List<String> either(String[] some, String[] others) {
    var all = new ArrayList<>(List.of(some));
    all.addAll(List.of(others));
    return all;
  }

  /** One of two columns is filled; what went out may be written with a minus or without. */
  private static Money eitherOf(FileRow row, Currency currency) {
    if (!row.has(IN) && !row.has(OUT)) {
      throw new IllegalArgumentException("amount: is missing");
    }
    return size(row.moneyOrZero(currency, IN)).minus(size(row.moneyOrZero(currency, OUT)));
  }

  private static Money size(Money money) {
    return money.isNegative() ? money.negated() : money;
  }

  /** Of two with one id the second says the same, and is left out, or one of them is wrong. */
  private static @Nullable Line once(Line line, Map<String, Line> seen) {
    var before = seen.putIfAbsent(line.id(), line);
    if (before != null
        && !(before.day().equals(line.day()) && before.amount().equals(line.amount()))) {
      throw new IllegalArgumentException("id: '" + line.id() + "' is that of " + before.place()
          + " too, which says something else");
    }
    return before == null ? line : null;
  }

  private static MoneyFile.Read<Line> ofx(String text, Currency currency) {
    var read = new MoneyFile.Read<Line>(new ArrayList<>(), new ArrayList<>());
    var in = currency(element(text, "CURDEF"), currency);
    var seen = new HashMap<String, Line>();
    var movements = MOVEMENT.matcher(text);
    int nth = 0;
    while (movements.find()) {
      var place = "movement " + ++nth;
      try {
        var line = once(movement(place, movements.group(1), in), seen);
        if (line != null) {
          read.all().add(line);
        }
      } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
        read.aside().add(new Unread(place, String.valueOf(e.getMessage())));
      }
    }
    return read;
  }

  private static Currency currency(String named, Currency otherwise) {
    try {
      return named.isEmpty() ? otherwise : Money.of(0, named).currency();
    } catch (IllegalArgumentException e) {
      throw BadInput.of("file", "CURDEF: '" + named + "' is no currency");
    }
  }

  private static Line movement(String place, String text, Currency currency) {
    var cells = Map.of("DTPOSTED", element(text, "DTPOSTED"), "TRNAMT", element(text, "TRNAMT"));
    // OFX lets the comma be the decimals', and groups nothing.
    var row = new FileRow(0, true, cells);
    var id = element(text, "FITID");
    if (id.isEmpty()) {
      throw new IllegalArgumentException("FITID: is missing");
    }
    var words = (element(text, "NAME") + " " + element(text, "MEMO")).strip();
    return new Line(place, id, row.day("DTPOSTED"), row.money(currency, "TRNAMT"), words);
  }

  private static String element(String text, String name) {
    var found =
        Pattern.compile("<" + name + ">([^<\\r\\n]*)", Pattern.CASE_INSENSITIVE).matcher(text);
    return found.find()
        ? found
            .group(1)
            .strip()
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&apos;", "'")
            .replace("&#39;", "'")
            .replace("&amp;", "&")
        : "";
  }
}
