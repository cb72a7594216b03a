package dev.tillbridge.hub.closereport;

import dev.tillbridge.hub.closereport.Content.Paper;
import dev.tillbridge.hub.closereport.Content.Section;
import dev.tillbridge.hub.closereport.Content.Tone;
import dev.tillbridge.hub.paper.PdfDocuments;
import dev.tillbridge.hub.paper.PdfPages;
import dev.tillbridge.hub.paper.PdfPages.Placed;
import dev.tillbridge.hub.paper.PdfText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.taggedpdf.PDTableAttributeObject;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.destination.PDPageXYZDestination;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDDocumentOutline;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;

/**
 * A report to read and to keep: tagged for readers that speak (PDF/UA-1), with all that it needs inside for
 * archives (PDF/A-2a). Its times and ids are the report's, so the same content is the same bytes.
 */
final class PdfFile {

  private static final int TITLE = 18;
  private static final int HEADING = 12;
  private static final int TEXT = 9;
  private static final int LEADING = 12;
  private static final int NAMES = 110;
  /** How light a band is, in percent. */
  private static final int WARNING = 85;

  private static final int CALM = 94;

  private final Content content;
  private final PdfPages pages;
  private final PDDocumentOutline outline = new PDDocumentOutline();

  private PdfFile(Content content, PdfPages pages) {
    this.content = content;
    this.pages = pages;
  }

  static byte[] of(Content content, Instant at) {
    try (var document = new PDDocument()) {
      PdfDocuments.describe(document, title(content), at);
      var size = content.paper() == Paper.LETTER ? PDRectangle.LETTER : PDRectangle.A4;
      var file = new PdfFile(content, new PdfPages(document, PdfText.of(document), size));
      document.getDocumentCatalog().setDocumentOutline(file.outline);
      file.write();
      var out = new ByteArrayOutputStream();
      document.save(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String title(Content content) {
    return content.title() + ", " + content.merchant();
  }

  private void write() throws IOException {
    var whole = pages.whole();
    paragraph(PdfPages.element(whole, "H1"), content.title(), TITLE, true);
    pages.down(4);
    paragraph(PdfPages.element(whole, "P"), content.merchant(), HEADING, false);
    pages.down(6);
    banner(whole);
    facts(whole);
    for (var section : content.sections()) {
      section(PdfPages.element(whole, "Sect"), section);
    }
    pages.end(title(content), TEXT - 2);
  }

  private void banner(PDStructureElement whole) throws IOException {
    var lines = pages.text().lines(content.verdict(), TEXT + 1, pages.width() - 20);
    int high = 12 + LEADING * lines.size();
    pages.band(
        PdfPages.MARGIN,
        pages.y(),
        pages.width(),
        high,
        content.tone() == Tone.GREEN ? CALM : WARNING);
    var placed = new ArrayList<Placed>();
    for (int i = 0; i < lines.size(); i++) {
      placed.add(
          new Placed(lines.get(i), PdfPages.MARGIN + 10, pages.y() - 6 - TEXT - 1 - LEADING * i));
    }
    pages.show(PdfPages.element(whole, "P"), placed, TEXT + 1, true);
    pages.down(high + 10);
  }

  private void facts(PDStructureElement whole) throws IOException {
    var body = PdfPages.element(PdfPages.element(whole, "Table"), "TBody");
    for (var fact : content.facts()) {
      var values = pages.text().lines(fact.value(), TEXT, pages.width() - NAMES);
      pages.need(LEADING * values.size());
      var row = PdfPages.element(body, "TR");
      var name = PdfPages.element(row, "TH");
      PdfTable.scope(name, PDTableAttributeObject.SCOPE_ROW);
      pages.show(name, placed(List.of(pages.text().plain(fact.name())), 0, TEXT), TEXT, false);
      pages.show(PdfPages.element(row, "TD"), placed(values, NAMES, TEXT), TEXT, false);
      pages.down(LEADING * values.size());
    }
    pages.down(6);
  }

  private void section(PDStructureElement element, Section section) throws IOException {
    pages.need(6 * LEADING);
    pages.down(8);
    var item = new PDOutlineItem();
    item.setTitle(section.title());
    var there = new PDPageXYZDestination();
    there.setPage(pages.page());
    there.setTop(pages.y());
    item.setDestination(there);
    outline.addLast(item);
    paragraph(PdfPages.element(element, "H2"), section.title(), HEADING, true);
    pages.down(2);
    if (!section.about().isEmpty()) {
      paragraph(PdfPages.element(element, "P"), section.about(), TEXT, false);
    }
    pages.down(4);
    for (var table : section.tables()) {
      new PdfTable(pages, table).write(element);
    }
  }

  private void paragraph(PDStructureElement element, String words, int size, boolean bold)
      throws IOException {
    var lines = pages.text().lines(words, size, pages.width());
    pages.need((size + 3) * lines.size());
    pages.show(element, placed(lines, 0, size), size, bold);
    pages.down((size + 3) * lines.size());
  }

  private List<Placed> placed(List<String> lines, int indent, int size) {
    var placed = new ArrayList<Placed>();
    for (int i = 0; i < lines.size(); i++) {
      placed.add(
          new Placed(lines.get(i), PdfPages.MARGIN + indent, pages.y() - size - (size + 3) * i));
    }
    return placed;
  }
}
