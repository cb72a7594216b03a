package dev.tillbridge.hub.receipts;

import dev.tillbridge.hub.paper.PdfDocuments;
import dev.tillbridge.hub.paper.PdfPages;
import dev.tillbridge.hub.paper.PdfPages.Placed;
import dev.tillbridge.hub.paper.PdfText;
import dev.tillbridge.hub.receipts.Receipt.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/** A receipt as a file to keep. The same receipt is the same bytes. */
public final class PdfReceipt {

  private static final int TITLE = 16;
  private static final int TEXT = 10;
  private static final int LEADING = 4;
  private static final int GAP = 10;
  private static final int INDENT = 12;

  private final PdfPages pages;

  private PdfReceipt(PdfPages pages) {
    this.pages = pages;
  }

  /** A5, on as many pages as it takes. */
  public static byte[] of(Receipt receipt) {
    try (var document = new PDDocument()) {
      var title = "Receipt " + receipt.number();
      PdfDocuments.describe(document, title + ", " + receipt.merchant(), receipt.soldAt());
      var pages = new PdfPages(document, PdfText.of(document), PDRectangle.A5);
      new PdfReceipt(pages).write(receipt);
      pages.end(title, TEXT - 2);
      var out = new ByteArrayOutputStream();
      document.save(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(Receipt receipt) throws IOException {
    paragraph("H1", receipt.merchant(), 0, TITLE, true);
    for (var line : receipt.address()) {
      paragraph("P", line, 0, TEXT, false);
    }
    rule();
    rows(receipt.facts());
    rule();
    for (var line : receipt.lines()) {
      row(new Row(line.what(), line.amount()), false);
      for (var detail : line.details()) {
        paragraph("P", detail, INDENT, TEXT, false);
      }
    }
    rule();
    rows(receipt.sums());
    row(receipt.total(), true);
    rows(receipt.included());
    rule();
    rows(receipt.tenders());
    for (var note : receipt.notes()) {
      paragraph("P", note, 0, TEXT, false);
    }
  }

  private void rows(List<Row> rows) throws IOException {
    for (var row : rows) {
      row(row, false);
    }
  }

  /** The name on the left, in as many lines as it takes, its value on the right of the first. */
  private void row(Row row, boolean bold) throws IOException {
    var text = pages.text();
    var value = text.plain(row.value());
    int wide = text.width(value, TEXT);
    var names = text.lines(row.name(), TEXT, Math.max(pages.width() - wide - GAP, GAP));
    int high = (TEXT + LEADING) * names.size();
    pages.need(high);
    var placed = placed(names, 0, TEXT);
    placed.add(new Placed(value, PdfPages.MARGIN + pages.width() - wide, pages.y() - TEXT));
    pages.show(PdfPages.element(pages.whole(), "P"), placed, TEXT, bold);
    pages.down(high);
  }

  private void paragraph(String type, String words, int indent, int size, boolean bold)
      throws IOException {
    var lines = pages.text().lines(words, size, pages.width() - indent);
    int high = (size + LEADING) * lines.size();
    pages.need(high);
    pages.show(PdfPages.element(pages.whole(), type), placed(lines, indent, size), size, bold);
    pages.down(high);
  }

  private List<Placed> placed(List<String> lines, int indent, int size) {
    var placed = new ArrayList<Placed>();
    for (int i = 0; i < lines.size(); i++) {
      int baseline = pages.y() - size - (size + LEADING) * i;
      placed.add(new Placed(lines.get(i), PdfPages.MARGIN + indent, baseline));
    }
    return placed;
  }

  private void rule() throws IOException {
    pages.need(GAP + TEXT);
    pages.down(GAP / 2);
    pages.band(PdfPages.MARGIN, pages.y(), pages.width(), 1, 80);
    pages.down(GAP / 2);
  }
}
