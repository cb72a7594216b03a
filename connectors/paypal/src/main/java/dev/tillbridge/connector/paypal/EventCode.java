package dev.tillbridge.connector.paypal;

import dev.tillbridge.model.payment.SettlementLine.Kind;

/** What PayPal's transaction event codes mean for books (PayPal, "Transaction event codes"). */
final class EventCode {

  private EventCode() {}

  /**
   * @param code such as {@code T0006}
   * @param incoming whether the balance grew
   */
  static Kind kind(String code, boolean incoming) {
    return switch (code) {
      case "T0106", "T0114" -> Kind.DISPUTE_FEE;
      case "T1107" -> Kind.REFUND;
      case "T1108", "T1109" -> Kind.FEE;
      // Held while PayPal looks into it, or taken back by the customer's bank.
      case "T1110", "T1201" -> Kind.DISPUTE;
      case "T1111", "T1202", "T1205", "T1208" -> Kind.DISPUTE_WON;
      // What was held is let go by a T1111 of its own before it is taken for good.
      case "T1106", "T1207" -> Kind.DISPUTE_LOST;
      default -> group(code, incoming);
    };
  }

  private static Kind group(String code, boolean incoming) {
    if (code.length() != 5) {
      return Kind.OTHER;
    }
    return switch (code.substring(0, 3)) {
      case "T00" -> incoming ? Kind.CHARGE : Kind.OTHER;
      case "T01" -> Kind.FEE;
      case "T02" -> Kind.CONVERSION;
      case "T03", "T04" -> Kind.PAYOUT;
      default -> Kind.OTHER;
    };
  }
}
