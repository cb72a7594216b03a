package dev.tillbridge.hub.closing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tillbridge.hub.books.CsvCell;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;

/** A statement as a file: OFX 2.2 (section 11, bank statement download) or CSV. A pure function. */
public final class BankMatchFile {

  private BankMatchFile() {}

  /** As OFX 2.2, which is XML. */
  public static byte[] ofx(BankStatement statement) {
    var out = new StringWriter();
    out.write("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n");
    out.write("<?OFX OFXHEADER=\"200\" VERSION=\"220\" SECURITY=\"NONE\" OLDFILEUID=\"NONE\""
        + " NEWFILEUID=\"NONE\"?>\n");
    try {
      var xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
      new OfxText(xml).write(statement);
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return out.toString().getBytes(UTF_8);
  }

  /** The same as CSV (RFC 4180). */
  public static byte[] csv(BankStatement statement) {
    var out = new StringBuilder();
    row(
        out,
        List.of(
            "account",
            "currency",
            "id",
            "date",
            "entered",
            "amount",
            "name",
            "memo",
            "state",
            "bank_line"));
    for (var move : statement.moves()) {
      row(
          out,
          List.of(
              CsvCell.of(statement.account()),
              statement.currency().getCurrencyCode(),
              move.id(),
              move.day().toString(),
              move.entered().toString(),
              move.amount().toDecimal().toPlainString(),
              CsvCell.of(move.name()),
              CsvCell.of(move.memo()),
              move.state().name().toLowerCase(Locale.ROOT),
              CsvCell.of(move.bankLine())));
    }
    return out.toString().getBytes(UTF_8);
  }

  private static void row(StringBuilder out, List<String> cells) {
    out.append(cells.stream().collect(Collectors.joining(","))).append("\r\n");
  }
}
