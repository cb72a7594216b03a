package dev.tillbridge.hub.closing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.problem.WrongState;
import dev.tillbridge.model.money.Money;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Settlements as Stripe and Square export them, with their columns; amounts worked out by hand. */
class SettlementFilesTest {

  private static final String STRIPE = "automatic_payout_id,automatic_payout_effective_at_utc,"
      + "balance_transaction_id,created_utc,created,available_on_utc,currency,gross,fee,net,"
      + "reporting_category,source_id,description,customer_facing_amount,"
      + "customer_facing_currency,charge_id,payment_intent_id\n";

  private static final String SQUARE = "Date,Time,Time Zone,Gross Sales,Discounts,Service Charges,"
      + "Net Sales,Gift Card Sales,Tax,Tip,Partial Refunds,Total Collected,Source,Card,"
      + "Card Entry Methods,Cash,Square Gift Card,Other Tender,Other Tender Type,"
      + "Other Tender Note,Fees,Net Total,Transaction ID,Payment ID,Card Brand,PAN Suffix,"
      + "Device Name,Staff Name,Staff ID,Details,Description,Event Type,Location,Dining Option,"
      + "Customer ID,Customer Name,Customer Reference ID,Device Nickname,Third Party Fees,"
      + "Deposit ID,Deposit Date,Deposit Details\n";

  private final ClosingRig rig = new ClosingRig();

  @AfterEach
  void close() {
    rig.close();
  }

  private static String stripe(
      String id,
      String gross,
      String fee,
      String net,
      String category,
      String source,
      String charge) {
    return "po_1,2026-11-24 00:00:00,%s,2026-11-20 14:03:22,2026-11-20 09:03:22,2026-11-22 00:00:00,"
            .formatted(id)
        + "usd,%s,%s,%s,%s,%s,\"Mug, blue\",,,%s,pi_1%n"
            .formatted(gross, fee, net, category, source, charge);
  }

  private String stripe() {
    rig.byCard(10_000, 825, 0, "ch_1");
    rig.byCard(6_000, 495, 0, "ch_2");
    return STRIPE
        + stripe("txn_1", "108.25", "3.44", "104.81", "charge", "ch_1", "ch_1")
        + stripe("txn_2", "64.95", "2.18", "62.77", "charge", "ch_2", "ch_2")
        + stripe("txn_3", "-20.00", "0.00", "-20.00", "refund", "re_1", "ch_1")
        + stripe("txn_4", "-64.95", "15.00", "-79.95", "dispute", "dp_1", "ch_2")
        + stripe("txn_5", "-2.00", "0.00", "-2.00", "fee", "fee_1", "")
        + stripe("txn_6", "-65.63", "0.00", "-65.63", "payout", "po_1", "");
  }

  /** 104.81 + 62.77 - 20.00 - 79.95 - 2.00 = 65.63. */
  private static final Map<String, Long> AFTER_STRIPE = Map.of(
      "1150 USD", 6_563L,
      "1180 USD", 6_495L,
      "2200 USD", -1_320L,
      "2520 USD", 2_000L,
      "4000 USD", -16_000L,
      "6100 USD", 762L,
      "6120 USD", 1_500L);

  @Test
  void stripes_itemised_report_leaves_nothing_with_stripe() {
    var report = rig.settlement(stripe());
    assertThat(report.aside()).isEmpty();
    assertThat(report.fresh()).isEqualTo(6);
    assertThat(rig.balances()).isEqualTo(AFTER_STRIPE);
    assertThat(rig.payout().remoteId()).isEqualTo("po_1");
    assertThat(rig.payout().told()).isTrue();
    assertThat(rig.payout().amount()).isEqualTo(Money.of(6_563, "USD"));
    assertThat(rig.payout().parts()).isEqualTo(Money.of(6_563, "USD"));
  }

  @Test
  void the_same_lines_in_another_order_and_in_two_files_that_overlap_are_the_same_books() {
    var lines = stripe().substring(STRIPE.length()).lines().toList();
    var first = STRIPE + String.join("\n", lines.get(5), lines.get(3), lines.get(2), lines.get(4));
    var second = STRIPE + String.join("\n", lines.get(4), lines.get(1), lines.get(0), lines.get(3));
    assertThat(rig.settlement(first).fresh()).isEqualTo(4);
    assertThat(rig.settlement(second).fresh()).isEqualTo(2);
    rig.pass(Duration.ofHours(1));
    rig.settlements.enter();
    assertThat(rig.balances()).isEqualTo(AFTER_STRIPE);
  }

  @Test
  void a_dispute_that_a_person_calls_lost_is_a_loss_until_stripe_gives_the_money_back() {
    rig.settlement(stripe());
    var dispute = rig.open.disputes().getFirst();
    assertThat(dispute.held()).isEqualTo(Money.of(6_495, "USD"));
    rig.open.lost(Gateway.CARD, "terminal", dispute.about(), "Ann");
    assertThat(rig.balances()).containsEntry("6120 USD", 7_995L).doesNotContainKey("1180 USD");
    assertThat(rig.open.disputes()).isEmpty();
    assertThatThrownBy(() -> rig.open.lost(Gateway.CARD, "terminal", dispute.about(), "Ann"))
        .isInstanceOf(WrongState.class);

    rig.settlement(STRIPE
        + stripe("txn_7", "64.95", "-15.00", "79.95", "dispute_reversal", "dp_1", "ch_2")
            .replace("po_1", "po_2"));
    // The money and the fee came back, and are on their way to the bank.
    assertThat(rig.balances())
        .doesNotContainKey("6120 USD")
        .doesNotContainKey("1180 USD")
        .doesNotContainKey("1110 USD")
        .containsEntry("1150 USD", 6_563L + 7_995L);
  }

  @Test
  void stripes_export_of_the_balance_is_read_too() {
    rig.byCard(10_000, 825, 0, "ch_1");
    var report = rig.settlement("""
        id,Type,Source,Amount,Fee,Net,Currency,Created (UTC),Available On (UTC),Description,Transfer
        txn_1,charge,ch_1,108.25,3.44,104.81,usd,2026-11-20 14:03,2026-11-22 00:00,Mug,po_1
        txn_2,adjustment,dp_1,-50.00,15.00,-65.00,usd,2026-11-20 15:03,2026-11-22 00:00,Dispute,po_1
        txn_3,payout,po_1,-39.81,0.00,-39.81,usd,2026-11-21 00:03,2026-11-22 00:00,STRIPE PAYOUT,po_1
        """);
    assertThat(report.aside()).isEmpty();
    assertThat(rig.balances())
        .isEqualTo(Map.of(
            "1150 USD", 3_981L,
            "1180 USD", 5_000L,
            "2200 USD", -825L,
            "4000 USD", -10_000L,
            "6100 USD", 344L,
            "6120 USD", 1_500L));
  }

  private static String square(
      String collected,
      String card,
      String cash,
      String fees,
      String net,
      String transaction,
      String payment,
      String event) {
    return ("11/05/2026,2:30:00 PM,Eastern Time (US & Canada),%1$s,$0.00,$0.00,%1$s,$0.00,$0.00,$0.00,"
            + "$0.00,%1$s,Point of Sale,%2$s,Tapped,%3$s,$0.00,$0.00,,,%4$s,%5$s,%6$s,%7$s,Visa,1234,"
            + "iPad,Linh,S1,,Mug,%8$s,Main,,,,,,,D1,11/06/2026,\n")
        .formatted(collected, card, cash, fees, net, transaction, payment, event);
  }

  /** 105.14 + 43.68 - 9.71 = 139.11; the cash is in the drawer, and no matter of Square's. */
  @Test
  void squares_export_tells_of_cash_too_which_is_not_with_square() {
    rig.byCard(10_000, 825, 0, "PM900");
    rig.byCard(6_000, 495, 2_000, "PM901");
    var report = rig.settlement(SQUARE
        + square("$108.25", "$108.25", "$0.00", "-$3.11", "$105.14", "TX900", "PM900", "Payment")
        + square("$64.95", "$44.95", "$20.00", "-$1.27", "$63.68", "TX901", "PM901", "Payment")
        + square("$50.00", "$0.00", "$50.00", "$0.00", "$50.00", "TX903", "PM903", "Payment")
        + square("-$10.00", "-$10.00", "$0.00", "$0.29", "-$9.71", "TX900", "PM902", "Refund"));
    assertThat(report.aside()).isEmpty();
    assertThat(report.lines()).isEqualTo(3);
    assertThat(rig.balances())
        .isEqualTo(Map.of(
            "1010 USD", 2_000L,
            "1150 USD", 13_911L,
            "2200 USD", -1_320L,
            "2520 USD", 1_000L,
            "4000 USD", -16_000L,
            "6100 USD", 409L));
    assertThat(rig.payout().remoteId()).isEqualTo("D1");
    // The fifth of November: month first, as is written where dollars are.
    assertThat(rig.payout().day()).isEqualTo("2026-11-05");
  }
}
