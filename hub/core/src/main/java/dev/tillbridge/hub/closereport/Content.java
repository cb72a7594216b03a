package dev.tillbridge.hub.closereport;

import dev.tillbridge.model.money.Money;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a report says, before it becomes a file. The same content becomes the same bytes.
 *
 * @param tone of the verdict
 * @param verdict in a few words
 * @param facts about the report itself, for example by whom it was made
 */
record Content(
    String title,
    String merchant,
    Paper paper,
    Tone tone,
    String verdict,
    List<Fact> facts,
    List<Section> sections) {

  Content {
    facts = List.copyOf(facts);
    sections = List.copyOf(sections);
  }

  /** What it is printed on where the merchant is. */
  enum Paper {
    A4,
    LETTER
  }

  /** Whether somebody must be warned on the first page. */
  enum Tone {
    GREEN,
    NOT_GREEN
  }

  /** A name and what it stands for. */
  record Fact(String name, String value) {}

  /**
   * A part of the report.
   *
   * @param key its name for machines
   * @param about what the reader should know of it; may be empty
   */
  record Section(String key, String title, String about, List<Table> tables) {
    Section {
      tables = List.copyOf(tables);
    }
  }

  /**
   * A table.
   *
   * @param key its name for machines
   * @param empty what to say when it has no rows
   */
  record Table(String key, String caption, String empty, List<Column> columns, List<Row> rows) {
    Table {
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
      for (var row : rows) {
        if (row.cells().size() != columns.size()) {
          throw new IllegalArgumentException(key + ": " + row + " does not fit " + columns);
        }
      }
    }
  }

  /**
   * A column.
   *
   * @param weight how wide it is beside the others
   * @param number whether figures stand in it
   */
  record Column(String name, int weight, boolean number) {

    static Column text(String name, int weight) {
      return new Column(name, weight, false);
    }

    static Column number(String name) {
      return new Column(name, 10, true);
    }
  }

  /** A row of a table, or one that adds others up. */
  record Row(List<Cell> cells, boolean total) {
    Row {
      cells = List.copyOf(cells);
    }

    static Row of(Object... cells) {
      return new Row(cells(cells), false);
    }

    static Row total(Object... cells) {
      return new Row(cells(cells), true);
    }

    private static List<Cell> cells(Object... cells) {
      var made = new ArrayList<Cell>();
      Arrays.stream(cells).map(Cell::of).forEach(made::add);
      return made;
    }
  }

  /** What stands in a place of a table. */
  sealed interface Cell {

    /** Words of ours, of people, or of other systems. */
    record Text(String words) implements Cell {}

    /** An amount of the row's currency, which may need more digits than money does. */
    record Amount(BigInteger minor, Currency currency) implements Cell {
      BigDecimal decimal() {
        return new BigDecimal(minor, currency.getDefaultFractionDigits());
      }
    }

    /** A number of things. */
    record Count(long count) implements Cell {}

    private static Cell of(Object value) {
      return switch (value) {
        case Cell cell -> cell;
        case Money money -> amount(money);
        case Long count -> new Count(count);
        case Integer count -> new Count(count);
        case LocalDate day -> new Text(day.toString());
        case Currency currency -> new Text(currency.getCurrencyCode());
        case String words -> new Text(words);
        default -> throw new IllegalArgumentException("no cell: " + value);
      };
    }
  }

  static Cell amount(Money money) {
    return amount(money.minor(), money.currency());
  }

  static Cell amount(long minor, Currency currency) {
    return new Cell.Amount(BigInteger.valueOf(minor), currency);
  }

  static Cell amount(BigInteger minor, Currency currency) {
    return new Cell.Amount(minor, currency);
  }

  /** Empty where there is none. */
  static Cell amountOrNone(@Nullable Money money) {
    return money == null ? new Cell.Text("") : amount(money);
  }
}
