package dev.tillbridge.hub.closing;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.closing.BankStatement.Move;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** The elements of a bank's statement in OFX 2.2, in the order that its sections 2.5 and 11.4 give. */
final class OfxText {

  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuuMMdd'120000'");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");

  /** OFX 2.2 bounds these. */
  private static final int BANK_MOST = 9;

  private static final int ACCOUNT_MOST = 22;
  private static final int NAME_MOST = 32;
  private static final int MEMO_MOST = 255;

  private final XMLStreamWriter xml;

  OfxText(XMLStreamWriter xml) {
    this.xml = xml;
  }

  void write(BankStatement statement) throws XMLStreamException {
    var now = TIME.format(statement.at().atOffset(UTC));
    open("OFX", "SIGNONMSGSRSV1", "SONRS");
    ok();
    element("DTSERVER", now);
    element("LANGUAGE", "ENG");
    close(2);
    open("BANKMSGSRSV1", "STMTTRNRS");
    element("TRNUID", "0");
    ok();
    open("STMTRS");
    element("CURDEF", statement.currency().getCurrencyCode());
    open("BANKACCTFROM");
    element("BANKID", cut("TILLBRIDGE", BANK_MOST));
    element(
        "ACCTID",
        cut(statement.account() + "-" + statement.currency().getCurrencyCode(), ACCOUNT_MOST));
    element("ACCTTYPE", "CHECKING");
    close(1);
    open("BANKTRANLIST");
    element("DTSTART", DAY.format(first(statement).atTime(12, 0)));
    element("DTEND", DAY.format(last(statement).atTime(12, 0)));
    for (var move : statement.moves()) {
      move(move);
    }
    close(1);
    open("LEDGERBAL");
    element("BALAMT", statement.balance().toDecimal().toPlainString());
    element("DTASOF", DAY.format(statement.through().atTime(12, 0)));
    close(5);
  }

  private void move(Move move) throws XMLStreamException {
    open("STMTTRN");
    element("TRNTYPE", move.amount().isNegative() ? "DEBIT" : "CREDIT");
    element("DTPOSTED", DAY.format(move.day().atTime(12, 0)));
    element("DTUSER", DAY.format(move.entered().atTime(12, 0)));
    element("TRNAMT", move.amount().toDecimal().toPlainString());
    element("FITID", move.id());
    element("NAME", cut(move.name(), NAME_MOST));
    element("MEMO", cut(move.memo(), MEMO_MOST));
    close(1);
  }

  private void ok() throws XMLStreamException {
    open("STATUS");
    element("CODE", "0");
    element("SEVERITY", "INFO");
    close(1);
  }

  private void open(String... names) throws XMLStreamException {
    for (var name : names) {
      xml.writeStartElement(name);
    }
  }

  private void close(int elements) throws XMLStreamException {
    for (int i = 0; i < elements; i++) {
      xml.writeEndElement();
    }
    xml.writeCharacters("\n");
  }

  private void element(String name, String value) throws XMLStreamException {
    xml.writeStartElement(name);
    xml.writeCharacters(value);
    xml.writeEndElement();
  }

  /** A line of the bank may be some days after the last day of the ledger's. */
  private static LocalDate first(BankStatement statement) {
    return Stream.concat(Stream.of(statement.from()), statement.moves().stream().map(Move::day))
        .min(LocalDate::compareTo)
        .orElseThrow();
  }

  private static LocalDate last(BankStatement statement) {
    return Stream.concat(
            Stream.of(statement.through()), statement.moves().stream().map(Move::day))
        .max(LocalDate::compareTo)
        .orElseThrow();
  }

  /** One line, nothing that XML forbids, so many characters at most. */
  private static String cut(String words, int most) {
    var plain = words
        .replaceAll("[\\p{Cntrl}\\p{Cs}\\p{Zl}\\p{Zp}\\uFFFE\\uFFFF\\s]+", " ")
        .strip();
    return plain.codePointCount(0, plain.length()) <= most
        ? plain
        : plain.substring(0, plain.offsetByCodePoints(0, most));
  }
}
