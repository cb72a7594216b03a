package dev.tillbridge.hub.closing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.tillbridge.hub.closing.BankStatement.Move;
import dev.tillbridge.hub.closing.BankStatement.State;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.hub.sales.SalesRig;
import dev.tillbridge.model.money.Money;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** What accounting software is given to match is what the ledger has at the bank, in a form that it reads. */
class BankStatementsTest {

  private static final LocalDate DAY = LocalDate.of(2026, 11, 22);

  private final ClosingRig rig = new ClosingRig();
  private final BankStatements statements =
      new BankStatements(rig.hub.db.jdbc(), rig.hub.db.tx(), rig.hub.clock, rig.payouts);

  @AfterEach
  void close() {
    rig.close();
  }

  /** Two payouts: one of 20.65 that is at the bank, one of 9.83 that is not. */
  private BankStatement twoPayouts() {
    rig.byCard(2_000, 165, 0, "s-1");
    rig.byCard(1_000, 83, 0, "s-2");
    rig.settlement(ClosingRig.HEAD
        + "2026-11-22,a,s-1,charge,21.65,1.00,20.65,P-1,\n"
        + "2026-11-22,b,s-2,charge,10.83,1.00,9.83,P-2,\n");
    rig.settlements.enter();
    rig.bank("id,date,amount,words\n7,2026-11-24,20.65,CARDS & CO <ref 1>\n");
    rig.settlements.enter();
    var all = statements.of(DAY, DAY);
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  @Test
  void each_payout_is_a_movement_and_together_they_are_the_ledgers() {
    var statement = twoPayouts();
    assertThat(statement.moves())
        .extracting(Move::amount, Move::day, Move::state, Move::bankLine)
        .containsExactlyInAnyOrder(
            tuple(SalesRig.usd(2_065), LocalDate.of(2026, 11, 24), State.MATCHED, "7"),
            tuple(SalesRig.usd(983), DAY, State.EXPECTED, null));
    assertThat(statement.total().minor()).isEqualTo(rig.balances().get("1150 USD"));
    assertThat(statement.balance()).isEqualTo(statement.total());
    assertThat(statements.of(DAY.plusDays(1), DAY.plusDays(1))).isEmpty();
    assertThat(statements.of(DAY.plusDays(1), DAY.plusDays(1), "1150", SalesRig.USD))
        .satisfies(none -> assertThat(none.moves()).isEmpty())
        .satisfies(none -> assertThat(none.balance()).isEqualTo(statement.balance()));
    assertThatThrownBy(() -> statements.of(DAY, DAY, "9999", SalesRig.USD))
        .isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> statements.of(DAY, DAY.minusDays(1))).isInstanceOf(BadInput.class);
  }

  @Test
  void what_the_bank_got_instead_is_what_is_told() {
    rig.byCard(2_000, 165, 0, "s-1");
    rig.settlement(ClosingRig.HEAD + "2026-11-22,a,s-1,charge,21.65,1.00,20.65,P-1,\n");
    rig.settlements.enter();
    rig.bank("id,date,amount,words\n7,2026-11-22,20.00,CARDS\n");
    rig.settlements.enter();
    rig.payouts.choose(rig.payout().id(), rig.line("CARDS"), PayoutDifference.FEE, "Ann");
    var statement = statements.of(DAY, DAY).getFirst();
    assertThat(statement.moves()).extracting(Move::amount).containsExactly(SalesRig.usd(2_000));
    assertThat(statement.total().minor()).isEqualTo(rig.balances().get("1150 USD"));
  }

  @Test
  void ofx_is_well_formed_and_has_what_a_bank_statement_must_have() throws Exception {
    var ofx = BankMatchFile.ofx(twoPayouts());
    assertThat(new String(ofx, UTF_8))
        .startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n"
            + "<?OFX OFXHEADER=\"200\" VERSION=\"220\" SECURITY=\"NONE\" OLDFILEUID=\"NONE\""
            + " NEWFILEUID=\"NONE\"?>\n<OFX>");
    var root = DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(ofx))
        .getDocumentElement();
    // In the order of OFX 2.2, sections 2.5.1.6 and 11.4.2.
    assertThat(names(root)).containsExactly("SIGNONMSGSRSV1", "BANKMSGSRSV1");
    assertThat(names(at(root, "SIGNONMSGSRSV1", "SONRS")))
        .containsExactly("STATUS", "DTSERVER", "LANGUAGE");
    var response = at(root, "BANKMSGSRSV1", "STMTTRNRS");
    assertThat(names(response)).containsExactly("TRNUID", "STATUS", "STMTRS");
    assertThat(names(at(response, "STATUS"))).containsExactly("CODE", "SEVERITY");
    var statement = at(response, "STMTRS");
    assertThat(names(statement))
        .containsExactly("CURDEF", "BANKACCTFROM", "BANKTRANLIST", "LEDGERBAL");
    assertThat(names(at(statement, "BANKACCTFROM")))
        .containsExactly("BANKID", "ACCTID", "ACCTTYPE");
    assertThat(at(statement, "BANKACCTFROM", "BANKID").getTextContent()).hasSizeLessThan(10);
    assertThat(names(at(statement, "LEDGERBAL"))).containsExactly("BALAMT", "DTASOF");
    var list = at(statement, "BANKTRANLIST");
    assertThat(names(list)).containsExactly("DTSTART", "DTEND", "STMTTRN", "STMTTRN");
    assertThat(at(list, "DTEND").getTextContent()).as("the bank was later").startsWith("20261124");
    var sum = BigDecimal.ZERO;
    for (var move : elements(list).subList(2, 4)) {
      assertThat(names(move))
          .containsExactly("TRNTYPE", "DTPOSTED", "DTUSER", "TRNAMT", "FITID", "NAME", "MEMO");
      assertThat(at(move, "DTPOSTED").getTextContent()).matches("\\d{14}");
      assertThat(at(move, "TRNAMT").getTextContent()).matches("-?\\d+\\.\\d\\d");
      assertThat(at(move, "NAME").getTextContent()).hasSizeBetween(1, 32);
      sum = sum.add(new BigDecimal(at(move, "TRNAMT").getTextContent()));
    }
    assertThat(sum).isEqualByComparingTo("30.48");
    assertThat(at(statement, "LEDGERBAL", "BALAMT").getTextContent()).isEqualTo("30.48");
    assertThat(new String(ofx, UTF_8)).contains("P-1, at the bank: CARDS &amp; CO &lt;ref 1");
  }

  @Test
  void our_own_reader_of_banks_files_reads_it_and_the_csv_alike() {
    var statement = twoPayouts();
    for (var file : List.of(BankMatchFile.ofx(statement), BankMatchFile.csv(statement))) {
      var read = BankFile.read(new String(file, UTF_8), SalesRig.USD);
      assertThat(read.aside()).isEmpty();
      assertThat(read.all())
          .extracting(BankFile.Line::id, BankFile.Line::day, BankFile.Line::amount)
          .containsExactlyElementsOf(statement.moves().stream()
              .map(move -> tuple(move.id(), move.day(), move.amount()))
              .toList());
    }
  }

  @Test
  void amounts_have_the_decimals_of_their_currency_and_words_stay_in_bounds() {
    var yen = new Money(1_500, Currency.getInstance("JPY"));
    var statement = new BankStatement(
        "1150",
        "Bank",
        DAY,
        DAY,
        yen,
        Instant.EPOCH,
        List.of(new Move(
            "TB-1",
            DAY,
            DAY,
            yen,
            "=1+1 " + "x".repeat(40),
            "y\u0000\n" + "z".repeat(300),
            State.EXPECTED,
            null)));
    var ofx = new String(BankMatchFile.ofx(statement), UTF_8);
    assertThat(ofx).contains("<TRNAMT>1500</TRNAMT>", "<MEMO>y z", "<CURDEF>JPY</CURDEF>");
    assertThat(ofx).contains("<NAME>=1+1 " + "x".repeat(27) + "</NAME>");
    assertThat(new String(BankMatchFile.csv(statement), UTF_8)).contains(",1500,'=1+1 x");
  }

  private static List<Element> elements(Element parent) {
    var found = new ArrayList<Element>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        found.add(element);
      }
    }
    return found;
  }

  private static List<String> names(Element parent) {
    return elements(parent).stream().map(Element::getTagName).toList();
  }

  private static Element at(Element root, String... path) {
    var here = root;
    for (var name : path) {
      here = elements(here).stream()
          .filter(element -> element.getTagName().equals(name))
          .findFirst()
          .orElseThrow();
    }
    return here;
  }
}
