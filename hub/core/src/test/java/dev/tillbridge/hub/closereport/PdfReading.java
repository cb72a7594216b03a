package dev.tillbridge.hub.closereport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureNode;
import org.apache.pdfbox.text.PDFTextStripper;

/** What a reader finds in a PDF. */
record PdfReading(
    Map<Integer, String> texts,
    String title,
    String language,
    boolean isTagged,
    int width,
    Map<String, Integer> structure) {

  static PdfReading of(byte[] pdf) {
    try (var document = Loader.loadPDF(pdf)) {
      var texts = new TreeMap<Integer, String>();
      for (int page = 1; page <= document.getNumberOfPages(); page++) {
        texts.put(page, text(document, page));
      }
      var catalog = document.getDocumentCatalog();
      var structure = new TreeMap<String, Integer>();
      count(catalog.getStructureTreeRoot(), structure);
      return new PdfReading(
          texts,
          document.getDocumentInformation().getTitle(),
          catalog.getLanguage(),
          catalog.getMarkInfo().isMarked(),
          (int) document.getPage(0).getMediaBox().getWidth(),
          structure);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(PDDocument document, int page) throws IOException {
    var stripper = new PDFTextStripper();
    stripper.setStartPage(page);
    stripper.setEndPage(page);
    return stripper.getText(document);
  }

  private static void count(PDStructureNode node, Map<String, Integer> structure) {
    for (var kid : node.getKids()) {
      if (kid instanceof PDStructureElement element) {
        structure.merge(element.getStructureType(), 1, Integer::sum);
        count(element, structure);
      }
    }
  }

  int pages() {
    return texts.size();
  }

  String page(int number) {
    return texts.getOrDefault(number, "");
  }

  String all() {
    return String.join("\n", texts.values());
  }
}
