package dev.tillbridge.hub.paper;

import static java.time.ZoneOffset.UTC;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.GregorianCalendar;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDMarkInfo;
import org.apache.pdfbox.pdmodel.graphics.color.PDOutputIntent;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences;

/** What every PDF of ours says of itself, for archives (PDF/A-2a) and for readers that speak (PDF/UA-1). */
public final class PdfDocuments {

  private PdfDocuments() {}

  /**
   * Makes it PDF 1.7 with a title, in English, tagged, in sRGB.
   *
   * @param at its time, and where its id comes from: the same content at the same time is the same bytes
   */
  public static void describe(PDDocument document, String title, Instant at) throws IOException {
    document.setVersion(1.7f);
    document.setDocumentId(at.toEpochMilli());
    var catalog = document.getDocumentCatalog();
    catalog.setLanguage("en");
    var marks = new PDMarkInfo();
    marks.setMarked(true);
    catalog.setMarkInfo(marks);
    var shown = new PDViewerPreferences(new COSDictionary());
    shown.setDisplayDocTitle(true);
    catalog.setViewerPreferences(shown);
    var when = GregorianCalendar.from(at.truncatedTo(ChronoUnit.SECONDS).atZone(UTC));
    var information = new PDDocumentInformation();
    information.setTitle(title);
    information.setProducer("Tillbridge");
    information.setCreationDate(when);
    information.setModificationDate(when);
    document.setDocumentInformation(information);
    catalog.setMetadata(new PDMetadata(
        document,
        new ByteArrayInputStream(PdfMetadata.of(title, at).getBytes(StandardCharsets.UTF_8))));
    var profile = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
    var intent = new PDOutputIntent(document, new ByteArrayInputStream(profile));
    intent.setInfo("sRGB");
    intent.setOutputCondition("sRGB");
    intent.setOutputConditionIdentifier("sRGB");
    catalog.addOutputIntent(intent);
  }
}
