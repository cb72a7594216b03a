package dev.tillbridge.hub.closing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.hub.sales.SalesRig;
import dev.tillbridge.model.money.Money;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Files with damaged lines: each is named with its reason, and takes no other with it. */
class DamagedFilesTest {

  private final ClosingRig rig = new ClosingRig();

  @AfterEach
  void close() {
    rig.close();
  }

  private static final List<String> LINES = List.of(
      "2026-11-21,d-1,slip-1,charge,20.00,0.60,19.40,P-1,",
      "2026-11-21,d-2,\"slip-2,charge,20.00,0.60,19.40,P-1,",
      "2026-11-21,d-3,\"slip, three\",charge,30.00,0.90,29.10,P-1,",
      "2026-11-21,d-4,slip-4,charge,20.00,0.60,19.41,P-1,",
      "2026-11-31,d-5,slip-5,charge,20.00,0.60,19.40,P-1,",
      "04/03/2026,d-6,slip-6,charge,20.00,0.60,19.40,P-1,",
      "2026-11-21,d-7,slip-7,present,20.00,0.60,19.40,P-1,",
      "2026-11-21,d-8,slip-8,charge,1e3,0.00,1e3,P-1,",
      "2026-11-21,d-9,slip-9,charge,１２.00,0.00,12.00,P-1,",
      "2026-11-21,d-10,slip-10,refund,20.00,0.00,20.00,P-1,",
      "2026-11-21,d-1,slip-1,charge,21.00,0.60,20.40,P-1,",
      "2026-11-21,d-1,slip-1,charge,20.00,0.60,19.40,P-1,",
      "2026-11-21,d-11,\"slip\"x,charge,20.00,0.60,19.40,P-1,",
      "",
      "2026-11-21,d-12,slip-12,charge,40.00,1.20,38.80,P-1,",
      "2026-11-21,d-13,slip-13,cha");

  @Test
  void each_bad_line_is_named_with_its_field_and_the_good_ones_are_taken() {
    var report = rig.settlement(ClosingRig.HEAD + String.join("\r\n", LINES));
    assertThat(report.aside())
        .extracting(one -> one.id() + ": " + one.why())
        .containsExactly(
            "line 3: row: a quotation mark is not closed",
            "line 5: net: is 19.41 USD, but 20.00 USD less a fee of 0.60 USD is 19.40 USD",
            "line 6: date: '2026-11-31' is no day like 2027-01-31",
            "line 7: date: '04/03/2026' is no day like 2027-01-31",
            "line 8: kind: 'present' is none of charge, refund, fee, dispute, dispute fee, dispute won,"
                + " dispute lost, payout, exchange, adjustment",
            "line 9: gross: '1e3' is no amount in USD",
            "line 10: gross: '１２.00' is no amount in USD",
            "line 11: gross: 20.00 USD has the wrong sign; what goes to customers is below zero",
            "line 12: id: 'd-1' is that of line 2 too, which says something else",
            "line 14: row: a quotation mark stands where none may be",
            "line 17: kind: 'cha' is none of charge, refund, fee, dispute, dispute fee, dispute won,"
                + " dispute lost, payout, exchange, adjustment");
    assertThat(report.lines()).isEqualTo(3);
    // 19.40 + 29.10 + 38.80.
    assertThat(rig.payout().amount()).isEqualTo(Money.of(8_730, "USD"));

    // Put right and uploaded whole: only what was missing is new, and it is of the same payout.
    var right = LINES.get(0) + "\n" + LINES.get(1).replace("\"", "") + "\n" + LINES.get(2) + "\n";
    var again = rig.settlement(ClosingRig.HEAD + right);
    assertThat(again.aside()).isEmpty();
    assertThat(again.fresh()).isEqualTo(1);
    assertThat(rig.payout().amount()).isEqualTo(Money.of(10_670, "USD"));

    assertThat(rig.files.aside()).hasSize(11);
    rig.files.dealtWith(report.id(), "Ann");
    assertThat(rig.files.aside()).isEmpty();
  }

  @Test
  void what_is_no_settlement_at_all_changes_nothing() {
    for (var text : List.of("", "\n\n", "a,b\n1,2\n", "%PDF-1.7\n%\u00e2\u00e3\n", "\"date")) {
      assertThatThrownBy(() -> rig.settlement(text)).isInstanceOf(BadInput.class);
    }
    assertThatThrownBy(() -> rig.settlement("date,kind,gross,net\n"))
        .isInstanceOfSatisfying(
            BadInput.class, no -> assertThat(no.errors().getFirst().field()).isEqualTo("fee"));
    assertThat(rig.files.newest()).isEmpty();
  }

  @Test
  void a_file_is_read_whatever_program_has_written_it() {
    var text = "date,amount,words\n2026-11-22,1.00,Caf\u00e9\n";
    for (var charset :
        List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16, Charset.forName("windows-1252"))) {
      var read = BankFile.read(MoneyFiles.text(text.getBytes(charset)), SalesRig.USD);
      assertThat(read.all()).as(charset.name()).hasSize(1);
      assertThat(read.all().getFirst().words()).as(charset.name()).isEqualTo("Caf\u00e9");
    }
  }

  @Test
  void a_file_is_looked_at_before_it_is_taken_and_the_look_tells_what_happens() {
    rig.byCard(10_000, 825, 0, "slip-1");
    var text = ClosingRig.HEAD + "2026-11-21,t-1,slip-1,charge,108.25,3.25,105.00,P-1,\nbad\n";
    var id = UUID.randomUUID();
    draft(id, text);
    draft(id, text);
    assertThatThrownBy(() -> draft(id, text + "\n")).isInstanceOf(IdReused.class);
    var before = rig.balances();
    for (int i = 0; i < 2; i++) {
      var look = rig.files.look(id);
      assertThat(look.lines()).isEqualTo(1);
      assertThat(look.fresh()).isEqualTo(1);
      assertThat(look.aside()).hasSize(1);
      assertThat(look.payouts())
          .containsExactly(new FileLook.Sum("P-1", 1, Money.of(10_500, "USD")));
    }
    assertThat(rig.balances()).isEqualTo(before);
    assertThat(rig.files.newest()).isEmpty();

    rig.files.take(id, "Ann");
    rig.files.take(id, "Ann");
    assertThat(rig.files.newest()).hasSize(1);
    assertThat(rig.balances())
        .isEqualTo(
            Map.of("1150 USD", 10_500L, "2200 USD", -825L, "4000 USD", -10_000L, "6100 USD", 325L));
    assertThatThrownBy(() -> rig.files.look(id)).isInstanceOf(NotFound.class);

    var other = UUID.randomUUID();
    draft(other, text + "\n\n");
    assertThat(rig.files.look(other).fresh()).as("known by now").isZero();
    rig.pass(Duration.ofDays(2));
    draft(UUID.randomUUID(), text);
    assertThatThrownBy(() -> rig.files.look(other))
        .as("forgotten after a day")
        .isInstanceOf(NotFound.class);
  }

  private void draft(UUID id, String text) {
    rig.files.draft(id, Gateway.CARD, "terminal", SalesRig.USD, "settlement.csv", text, "Ann");
  }

  @Test
  void the_end_of_a_dispute_may_be_told_before_its_beginning() {
    var head = ClosingRig.HEAD;
    rig.settlement(head + "2026-11-21,l-1,,dispute lost,0.00,0.00,0.00,,c-1\n");
    rig.settlement(head + "2026-11-20,b-1,,dispute,-75.00,0.00,-75.00,,c-1\n");
    assertThat(rig.balances()).isEqualTo(Map.of("1110 USD", -7_500L, "6120 USD", 7_500L));
    assertThat(rig.open.disputes()).isEmpty();
  }

  /** A gateway's own id may look like the names that the ledger gives. */
  @Test
  void ids_that_look_like_numbered_adjustments_are_movements_of_their_own() {
    var head = ClosingRig.HEAD;
    rig.settlement(head + """
        2026-11-21,x,,adjustment,10.00,0.00,10.00,,
        2026-11-21,x#2,,adjustment,5.00,0.00,5.00,,
        2026-11-21,x|closed,,adjustment,2.00,0.00,2.00,,
        """);
    rig.settlement(head + "2026-11-21,x,,adjustment,11.00,0.00,11.00,,\n");
    assertThat(rig.balances()).isEqualTo(Map.of("1110 USD", 1_800L, "1990 USD", -1_800L));
  }
}
