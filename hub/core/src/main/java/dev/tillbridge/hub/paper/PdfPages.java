package dev.tillbridge.hub.paper;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.common.PDNumberTreeNode;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureNode;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureTreeRoot;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;

/**
 * Pages that fill from top to bottom, in whole points. Everything that is shown belongs to an element of the
 * document's structure (PDF 1.7, 14.8) or is an artifact: readers that speak skip those.
 */
public final class PdfPages {

  /** In points, on all sides. */
  public static final int MARGIN = 42;

  private static final int FOOT = 28;

  /** The typeface has no bold of its own here: its outlines are drawn so thick as well. */
  private static final int BOLD_HUNDREDTHS = 35;

  private final PDDocument document;
  private final PdfText text;
  private final PDRectangle size;
  private final PDStructureTreeRoot root = new PDStructureTreeRoot();
  private final PDStructureElement whole;

  /** By page: which element each piece of marked content belongs to. */
  private final List<COSArray> parents = new ArrayList<>();

  private PDPage page;
  private PDPageContentStream out;
  private int y;

  /** Begins with an empty first page. */
  public PdfPages(PDDocument document, PdfText text, PDRectangle size) throws IOException {
    this.document = document;
    this.text = text;
    this.size = size;
    document.getDocumentCatalog().setStructureTreeRoot(root);
    this.whole = new PDStructureElement("Document", root);
    root.appendKid(whole);
    this.page = new PDPage(size);
    this.out = begin(page);
  }

  private PDPageContentStream begin(PDPage next) throws IOException {
    next.setStructParents(parents.size());
    // Readers go through by structure.
    next.getCOSObject().setName(COSName.getPDFName("Tabs"), "S");
    parents.add(new COSArray());
    document.addPage(next);
    y = (int) size.getHeight() - MARGIN;
    return new PDPageContentStream(document, next);
  }

  /** The element that all others are in. */
  public PDStructureElement whole() {
    return whole;
  }

  /** The typeface, and what fits in it. */
  public PdfText text() {
    return text;
  }

  /** Of what may be written on, in points. */
  public int width() {
    return (int) size.getWidth() - 2 * MARGIN;
  }

  /** Where the next thing goes. */
  public int y() {
    return y;
  }

  /** The one that is being filled. */
  public PDPage page() {
    return page;
  }

  /** Moves on towards the end of the page. */
  public void down(int points) {
    y -= points;
  }

  /** Begins another page unless so much fits below; whether it did. */
  public boolean need(int points) throws IOException {
    if (y - points >= MARGIN + FOOT) {
      return false;
    }
    out.close();
    page = new PDPage(size);
    out = begin(page);
    return true;
  }

  /** A new part of the parent, of a type such as P or TR. */
  public static PDStructureElement element(PDStructureNode parent, String type) {
    var made = new PDStructureElement(type, parent);
    parent.appendKid(made);
    return made;
  }

  /** Shows lines as what the element is, its baseline of the first at y less the size. */
  public void show(PDStructureElement element, List<Placed> lines, int points, boolean bold)
      throws IOException {
    var mine = parents.getLast();
    int id = mine.size();
    mine.add(element);
    element.setPage(page);
    element.getCOSObject().setInt(COSName.K, id);
    out.beginMarkedContent(COSName.getPDFName(element.getStructureType()), id);
    write(out, lines, points, bold);
    out.endMarkedContent();
  }

  /** Shows lines that say nothing new. */
  public void decorate(List<Placed> lines, int points, boolean bold) throws IOException {
    out.beginMarkedContent(COSName.ARTIFACT);
    write(out, lines, points, bold);
    out.endMarkedContent();
  }

  /** A line across the page, or a filled band, so light in percent. */
  public void band(int x, int top, int wide, int high, int lightness) throws IOException {
    out.beginMarkedContent(COSName.ARTIFACT);
    out.setNonStrokingColor(lightness / 100f);
    out.addRect(x, top - high, wide, high);
    out.fill();
    out.setNonStrokingColor(0f);
    out.endMarkedContent();
  }

  /** A line of words and where it begins. */
  public record Placed(String words, int x, int baseline) {}

  private void write(PDPageContentStream into, List<Placed> lines, int points, boolean bold)
      throws IOException {
    for (var line : lines) {
      if (line.words().isEmpty()) {
        continue;
      }
      into.beginText();
      into.setFont(text.font(), points);
      into.setRenderingMode(bold ? RenderingMode.FILL_STROKE : RenderingMode.FILL);
      into.setLineWidth(BOLD_HUNDREDTHS / 100f);
      into.newLineAtOffset(line.x(), line.baseline());
      into.showText(line.words());
      into.endText();
    }
  }

  /** Ends the last page, and writes below each what it is of and which it is. */
  public void end(String name, int points) throws IOException {
    out.close();
    int count = document.getNumberOfPages();
    var left = text.plain(name);
    for (int i = 0; i < count; i++) {
      var right = "Page %d of %d".formatted(i + 1, count);
      int x = MARGIN + width() - text.width(right, points);
      try (var foot =
          new PDPageContentStream(document, document.getPage(i), AppendMode.APPEND, true, true)) {
        foot.beginMarkedContent(COSName.ARTIFACT);
        write(
            foot,
            List.of(new Placed(left, MARGIN, MARGIN), new Placed(right, x, MARGIN)),
            points,
            false);
        foot.endMarkedContent();
      }
    }
    var numbers = new COSArray();
    for (int i = 0; i < parents.size(); i++) {
      numbers.add(COSInteger.get(i));
      numbers.add(parents.get(i));
    }
    var tree = new PDNumberTreeNode(PDStructureElement.class);
    tree.getCOSObject().setItem(COSName.NUMS, numbers);
    root.setParentTree(tree);
    root.setParentTreeNextKey(parents.size());
  }
}
