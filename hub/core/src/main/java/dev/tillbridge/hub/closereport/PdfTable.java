package dev.tillbridge.hub.closereport;

import dev.tillbridge.hub.closereport.Content.Cell;
import dev.tillbridge.hub.closereport.Content.Column;
import dev.tillbridge.hub.closereport.Content.Row;
import dev.tillbridge.hub.closereport.Content.Table;
import dev.tillbridge.hub.paper.PdfPages;
import dev.tillbridge.hub.paper.PdfPages.Placed;
import java.io.IOException;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.taggedpdf.PDTableAttributeObject;

/** A table over as many pages as it needs, its head on each. */
final class PdfTable {

  private static final int SIZE = 7;
  private static final int CAPTION = 9;
  private static final int LINE = 9;
  private static final int GAP = 6;
  private static final int PAD = 2;
  private static final int NARROWEST = 22;

  /** What is longer is cut in the PDF, so that a row fits a page; the CSV has all of it. */
  private static final int WORDS_MOST = 700;

  /** How light, in percent. */
  private static final int RULE = 80;

  private static final int HEAD = 92;

  private final PdfPages pages;
  private final Table table;
  private final int[] widths;

  PdfTable(PdfPages pages, Table table) {
    this.pages = pages;
    this.table = table;
    this.widths = widths();
  }

  /** Figures are never broken; words share what is left by weight. */
  private int[] widths() {
    var columns = table.columns();
    var found = new int[columns.size()];
    int left = pages.width();
    int weights = 0;
    for (int i = 0; i < found.length; i++) {
      if (columns.get(i).number()) {
        found[i] = GAP + widest(i);
        left -= found[i];
      } else {
        weights += columns.get(i).weight();
      }
    }
    for (int i = 0; i < found.length; i++) {
      if (!columns.get(i).number()) {
        found[i] = Math.max(NARROWEST, left * columns.get(i).weight() / weights);
      }
    }
    return found;
  }

  private int widest(int column) {
    int widest = NARROWEST;
    for (var word : table.columns().get(column).name().split(" ", -1)) {
      widest = Math.max(widest, pages.text().width(word, SIZE) + 1);
    }
    for (var row : table.rows()) {
      widest = Math.max(widest, pages.text().width(shown(row.cells().get(column)), SIZE) + 1);
    }
    return widest;
  }

  void write(PDStructureElement parent) throws IOException {
    if (table.rows().isEmpty()) {
      pages.need(3 * LINE);
      var nothing = PdfPages.element(parent, "P");
      pages.show(nothing, below(table.caption() + ": " + table.empty(), SIZE + 1), SIZE + 1, false);
      pages.down(2 * LINE);
      return;
    }
    var element = PdfPages.element(parent, "Table");
    var first = lines(table.rows().getFirst());
    var head = table.columns().stream().map(Column::name).toList();
    var heads = wrapped(head);
    pages.need(2 * CAPTION + height(heads) + height(first));
    pages.show(
        PdfPages.element(element, "Caption"), below(table.caption(), CAPTION), CAPTION, true);
    pages.down(CAPTION + 6);
    head(PdfPages.element(PdfPages.element(element, "THead"), "TR"), heads);
    var body = PdfPages.element(element, "TBody");
    for (var row : table.rows()) {
      var lines = lines(row);
      if (pages.need(height(lines))) {
        headAgain(heads);
      }
      row(PdfPages.element(body, "TR"), row, lines);
    }
    pages.down(LINE);
  }

  private List<Placed> below(String words, int size) {
    return List.of(new Placed(pages.text().plain(words), PdfPages.MARGIN, pages.y() - size));
  }

  private void head(PDStructureElement row, List<List<String>> heads) throws IOException {
    background(heads);
    for (int i = 0; i < heads.size(); i++) {
      var cell = PdfPages.element(row, "TH");
      scope(cell, PDTableAttributeObject.SCOPE_COLUMN);
      pages.show(cell, placed(i, heads.get(i)), SIZE, true);
    }
    pages.down(height(heads));
  }

  private void headAgain(List<List<String>> heads) throws IOException {
    background(heads);
    for (int i = 0; i < heads.size(); i++) {
      pages.decorate(placed(i, heads.get(i)), SIZE, true);
    }
    pages.down(height(heads));
  }

  private void background(List<List<String>> heads) throws IOException {
    pages.band(PdfPages.MARGIN, pages.y(), pages.width(), height(heads), HEAD);
  }

  private void row(PDStructureElement element, Row row, List<List<String>> lines)
      throws IOException {
    for (int i = 0; i < lines.size(); i++) {
      // The first column says what the row is about.
      var cell = PdfPages.element(element, i == 0 ? "TH" : "TD");
      if (i == 0) {
        scope(cell, PDTableAttributeObject.SCOPE_ROW);
      }
      pages.show(cell, placed(i, lines.get(i)), SIZE, row.total());
    }
    pages.down(height(lines));
    pages.band(PdfPages.MARGIN, pages.y(), pages.width(), 1, RULE);
  }

  static void scope(PDStructureElement cell, String scope) {
    var attribute = new PDTableAttributeObject();
    attribute.setScope(scope);
    cell.addAttribute(attribute);
  }

  private List<Placed> placed(int column, List<String> lines) {
    int x = PdfPages.MARGIN + PAD;
    for (int i = 0; i < column; i++) {
      x += widths[i];
    }
    int baseline = pages.y() - PAD - SIZE;
    var placed = new ArrayList<Placed>();
    for (var line : lines) {
      int at = table.columns().get(column).number()
          ? x + widths[column] - GAP - pages.text().width(line, SIZE)
          : x;
      placed.add(new Placed(line, at, baseline));
      baseline -= LINE;
    }
    return placed;
  }

  private List<List<String>> lines(Row row) {
    return wrapped(row.cells().stream().map(PdfTable::shown).toList());
  }

  private List<List<String>> wrapped(List<String> words) {
    var all = new ArrayList<List<String>>();
    for (int i = 0; i < words.size(); i++) {
      all.add(pages.text().lines(words.get(i), SIZE, widths[i] - GAP));
    }
    return all;
  }

  private static int height(List<List<String>> lines) {
    return 2 * PAD + 1 + LINE * lines.stream().mapToInt(List::size).max().orElse(1);
  }

  private static String shown(Cell cell) {
    return switch (cell) {
      case Cell.Text(var words) ->
        words.length() <= WORDS_MOST ? words : words.substring(0, WORDS_MOST) + " ...";
      case Cell.Count(long count) -> number(0).format(count);
      case Cell.Amount amount ->
        number(amount.currency().getDefaultFractionDigits()).format(amount.decimal());
    };
  }

  private static DecimalFormat number(int digits) {
    var format = new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.US));
    format.setMinimumFractionDigits(digits);
    format.setMaximumFractionDigits(digits);
    return format;
  }
}
