package dev.tillbridge.hub.closing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.WrongState;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.payment.SettlementReports.Unread;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Payouts and the lines of the bank that they become, or do not. */
class PayoutsAndBankTest {

  private final ClosingRig rig = new ClosingRig();

  @AfterEach
  void close() {
    rig.close();
  }

  /** 108.25 less 3.25 is 105.00, sent on 21 November. */
  private void sent() {
    rig.byCard(10_000, 825, 0, "slip-1");
    rig.settlement(ClosingRig.HEAD + "2026-11-21,t-1,slip-1,charge,108.25,3.25,105.00,P-1,\n");
  }

  @Test
  void a_payout_that_the_bank_shortened_is_matched_only_with_a_reason_and_the_rest_is_booked() {
    sent();
    rig.bank("date,amount,words\n2026-11-22,104.30,CARDS\n");
    var payout = rig.payout();
    var line = rig.line("CARDS");
    assertThat(rig.payouts.unclear().getFirst().why())
        .isEqualTo("the bank says 104.30 USD on 2026-11-22: 0.70 USD less than 105.00 USD");
    assertThatThrownBy(() -> rig.payouts.choose(payout.id(), line, null, "Ann"))
        .isInstanceOfSatisfying(
            BadInput.class,
            no -> assertThat(no.errors().getFirst().reason())
                .isEqualTo(
                    "the bank's line is 0.70 USD less than 105.00 USD: say what that is, FEE or UNCLEAR"));
    assertThatThrownBy(
            () -> rig.payouts.choose(payout.id(), line, PayoutDifference.EXCHANGE, "Ann"))
        .isInstanceOf(BadInput.class);
    assertThat(rig.balances()).as("nothing happened").containsEntry("1150 USD", 10_500L);

    rig.payouts.choose(payout.id(), line, PayoutDifference.FEE, "Ann");
    rig.payouts.choose(payout.id(), line, PayoutDifference.FEE, "Ann");
    assertThat(rig.balances())
        .isEqualTo(
            Map.of("1150 USD", 10_430L, "2200 USD", -825L, "4000 USD", -10_000L, "6100 USD", 395L));
    assertThat(rig.payout().difference()).isEqualTo(PayoutDifference.FEE);
    assertThatThrownBy(() -> rig.payouts.choose(payout.id(), line, PayoutDifference.UNCLEAR, "Ann"))
        .isInstanceOf(WrongState.class);

    rig.payouts.part(payout.id(), "Ann");
    assertThat(rig.balances()).containsEntry("1150 USD", 10_500L).containsEntry("6100 USD", 325L);
    rig.payouts.choose(payout.id(), line, PayoutDifference.UNCLEAR, "Ann");
    assertThat(rig.balances()).containsEntry("1150 USD", 10_430L).containsEntry("1990 USD", 70L);
  }

  @Test
  void what_a_person_has_parted_is_not_matched_again_by_itself() {
    sent();
    rig.bank("date,amount,words\n2026-11-22,105.00,CARDS\n");
    assertThat(rig.payout().matchedBy()).isEqualTo("hub");
    rig.payouts.part(rig.payout().id(), "Ann");
    rig.settlements.enter();
    assertThat(rig.payout().bank()).isNull();
    assertThat(rig.payouts.unclear().getFirst().why())
        .isEqualTo("somebody has parted it from the line of the bank that it could be");
    rig.payouts.choose(rig.payout().id(), rig.line("CARDS"), null, "Ann");
    assertThat(rig.payout().matchedBy()).isEqualTo("Ann");
  }

  @Test
  void a_payout_that_comes_to_something_else_later_is_looked_at_anew() {
    sent();
    rig.bank("date,amount,words\n2026-11-22,105.00,CARDS\n");
    rig.byCard(2_000, 165, 0, "slip-2");
    rig.settlement(ClosingRig.HEAD + "2026-11-21,t-2,slip-2,charge,21.65,0.65,21.00,P-1,\n");
    assertThat(rig.payout().amount()).isEqualTo(Money.of(12_600, "USD"));
    assertThat(rig.payout().bank()).as("105.00 is not 126.00").isNull();
    assertThat(rig.balances()).containsEntry("1150 USD", 12_600L);

    rig.settlement(ClosingRig.HEAD + "2026-11-21,t-2,slip-2,charge,21.65,0.65,21.00,P-2,\n");
    var payouts = rig.payouts.between(LocalDate.of(2026, 11, 1), LocalDate.of(2026, 11, 30));
    assertThat(payouts)
        .as("the line belongs to another payout now")
        .extracting(p -> p.remoteId() + " " + p.amount() + " " + p.matchedBy())
        .containsExactlyInAnyOrder("P-1 105.00 USD hub", "P-2 21.00 USD null");
    assertThat(rig.balances()).containsEntry("1150 USD", 12_600L);
  }

  @Test
  void a_payout_that_the_bank_never_shows_becomes_a_case_and_the_line_closes_it() {
    sent();
    rig.pass(Duration.ofDays(30));
    rig.settlements.enter();
    assertThat(rig.hub.caseKinds()).as("nobody reads a bank here").doesNotContain(Payouts.MISSING);
    rig.bank("date,amount,words\n2026-11-28,-4.00,RENT\n");
    assertThat(rig.hub.caseKinds()).as("read, and long ago").contains(Payouts.MISSING);
    var open = rig.hub.cases.find(Payouts.MISSING, rig.payout().id().toString()).orElseThrow();
    assertThat(open.title()).isEqualTo("105.00 USD of 2026-11-21 is not at the bank");
    rig.bank("date,amount,words\n2026-11-27,105.00,CARDS\n");
    assertThat(rig.hub.caseKinds()).doesNotContain(Payouts.MISSING);
  }

  @Test
  void a_payout_is_waited_for_as_long_as_it_may_take() {
    sent();
    rig.bank("date,amount,words\n2026-11-28,-4.00,RENT\n");
    rig.pass(Duration.ofDays(7));
    rig.settlements.enter();
    assertThat(rig.hub.caseKinds()).doesNotContain(Payouts.MISSING);
    assertThat(rig.payouts.unclear().getFirst().overdue()).isFalse();
    rig.bank("date,amount,words\n2026-11-29,-5.00,POST\n");
    assertThat(rig.hub.caseKinds()).contains(Payouts.MISSING);
  }

  private static String ofx(String... movements) {
    return "OFXHEADER:100\n<OFX><BANKTRANLIST>\n" + String.join("\n", movements)
        + "\n</BANKTRANLIST></OFX>";
  }

  private static String movement(String id, String amount) {
    return "<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20261122<TRNAMT>%s<FITID>%s<NAME>N %s"
        .formatted(amount, id, id);
  }

  @Test
  void a_line_of_the_bank_is_one_however_often_it_is_told() {
    rig.bank(ofx(movement("1", "4.00"), movement("2", "4,00"), movement("2", "4.00")));
    var overlapping = rig.bank(ofx(movement("2", "4.00"), movement("3", "-1.50")));
    assertThat(overlapping.fresh()).isEqualTo(1);
    var changed =
        rig.bank(ofx(movement("3", "-1.60"), movement("4", "9.00"), movement("4", "8.00")));
    assertThat(changed.fresh()).isEqualTo(1);
    assertThat(changed.aside())
        .containsExactlyInAnyOrder(
            new Unread(
                "movement 1",
                "id: '3' is known as -1.50 USD on 2026-11-22; what a bank has told once does not change"),
            new Unread(
                "movement 3", "id: '4' is that of movement 2 too, which says something else"));

    // Without ids: two coffees on one day are two, and a file that overlaps tells of the same two.
    var head = "Date;Amount;Description\n";
    var coffee = "22.11.2026;-3,50;COFFEE\n";
    assertThat(rig.bank(head + coffee + coffee).fresh()).isEqualTo(2);
    assertThat(rig.bank(head + coffee + coffee + "23.11.2026;1.200,00;GRANT\n").fresh())
        .isEqualTo(1);
    var both =
        "Account 4711\n\nDate,Description,Debit,Credit\n2026-11-24,A,12.00,\n2026-11-24,B,,7.00\n";
    assertThat(rig.bank(both).fresh()).isEqualTo(2);
    assertThat(rig.hub
            .db
            .jdbc()
            .sql("select sum(amount) from bank_line")
            .query(Long.class)
            .single())
        .isEqualTo(400 + 400 - 150 + 900 - 350 - 350 + 120_000 - 1_200 + 700);
  }

  @Test
  void
      money_that_is_exchanged_in_movements_of_its_own_is_won_or_lost_when_the_other_currency_is_gone() {
    rig.inEuro(10_000, "ch_9");
    var head = "date,id,currency,reference,kind,gross,fee,net,payout,about\n";
    rig.settlement(head
        + "2026-11-20,c-1,EUR,ch_9,charge,100.00,0.00,100.00,,\n"
        + "2026-11-20,x-1,EUR,,exchange,-100.00,0.00,-100.00,,c-1\n"
        + "2026-11-20,x-2,USD,,exchange,108.50,0.00,108.50,,c-1\n");
    var exchanged = Map.of(
        "1110 USD", 10_850L, "3900 EUR", 10_000L, "3900 USD", -10_850L, "4000 EUR", -10_000L);
    assertThat(rig.balances()).isEqualTo(exchanged);

    // All of it goes back. What it cost is told before the refund that it was for.
    rig.settlement(head
        + "2026-11-21,x-3,USD,,exchange,-109.10,0.00,-109.10,,r-1\n"
        + "2026-11-21,x-4,EUR,,exchange,100.00,0.00,100.00,,r-1\n");
    assertThat(rig.balances()).containsEntry("3900 USD", 60L).doesNotContainKey("7900 USD");
    rig.settlement(head + "2026-11-21,r-1,EUR,,refund,-100.00,0.00,-100.00,,c-1\n");
    assertThat(rig.balances())
        .isEqualTo(
            Map.of("1110 USD", -60L, "2520 EUR", 10_000L, "4000 EUR", -10_000L, "7900 USD", 60L));

    // What a person exchanged is about nothing, and nobody's gain.
    rig.settlement(head + "2026-11-22,x-5,USD,,exchange,-10.00,0.00,-10.00,,\n");
    assertThat(rig.balances()).containsEntry("3900 USD", 1_000L).containsEntry("7900 USD", 60L);
  }

  @Test
  void money_that_was_paid_in_euro_and_settled_in_dollars_is_exact_in_both() {
    rig.inEuro(10_000, "ch_9");
    var head =
        "balance_transaction_id,created_utc,currency,gross,fee,net,reporting_category,source_id,"
            + "charge_id,automatic_payout_id,customer_facing_amount,customer_facing_currency\n";
    rig.settlement(head
        + "txn_1,2026-11-20 10:00:00,usd,108.50,3.45,105.05,charge,ch_9,ch_9,po_9,100.00,eur\n");
    assertThat(rig.balances())
        .isEqualTo(Map.of(
            "1150 USD", 10_505L,
            "3900 EUR", 10_000L,
            "3900 USD", -10_850L,
            "4000 EUR", -10_000L,
            "6100 USD", 345L));

    // The bank is asked for euro: 96.40 of them came.
    rig.bank("date,amount,currency,words\n2026-11-22,96.40,EUR,STRIPE\n");
    rig.payouts.choose(rig.payout().id(), rig.line("STRIPE"), PayoutDifference.EXCHANGE, "Ann");
    assertThat(rig.balances())
        .isEqualTo(Map.of(
            "1150 EUR", 9_640L,
            "3900 EUR", 10_000L - 9_640L,
            "3900 USD", -10_850L + 10_505L,
            "4000 EUR", -10_000L,
            "6100 USD", 345L));
    rig.payouts.part(rig.payout().id(), "Ann");

    // All 100.00 go back, and cost 109.10 by then: 0.60 were lost by the exchange.
    rig.settlement(
        head + "txn_2,2026-11-21 10:00:00,usd,-109.10,0.00,-109.10,refund,re_9,ch_9,,100.00,eur\n");
    assertThat(rig.balances())
        .isEqualTo(Map.of(
            "1110 USD", -10_910L,
            "1150 USD", 10_505L,
            "2520 EUR", 10_000L,
            "4000 EUR", -10_000L,
            "6100 USD", 345L,
            "7900 USD", 60L));
  }
}
