package dev.tillbridge.app.console;

import dev.tillbridge.app.console.DeskView.Choice;
import java.util.List;

/**
 * What stands on the page about the worth of goods.
 *
 * @param chosen the methods, in words; none as long as nothing is valued
 * @param waiting movements that are not valued yet
 * @param next address of the page after, or empty
 */
public record StockValueView(
    BooksSheet sheet,
    List<String> chosen,
    List<Choice> methods,
    List<Choice> currencies,
    String total,
    long waiting,
    List<Row> rows,
    String next) {

  public StockValueView {
    chosen = List.copyOf(chosen);
    methods = List.copyOf(methods);
    currencies = List.copyOf(currencies);
    rows = List.copyOf(rows);
  }

  /** One SKU; known when nothing of it is only assumed. */
  public record Row(
      String sku, String title, long units, String each, String value, boolean known) {}
}
