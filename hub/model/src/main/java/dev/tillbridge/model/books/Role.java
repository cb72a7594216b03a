package dev.tillbridge.model.books;

/**
 * What a line of an entry is about, whatever account it goes to. Every role has an account that it
 * goes to when no rule says otherwise, so that nothing that happened can fail to be booked.
 */
public enum Role {
  /** Notes and coins in drawers. */
  CASH("1010"),
  /** Cash that was taken out of drawers. */
  SAFE("1020"),
  /** Money with PayPal. */
  PAYPAL("1100"),
  /** Money with whoever settles a card terminal. */
  CARD("1110"),
  /** Money with an online shop's own gateways; the key is the shop. */
  SHOP("1120"),
  /** Money at the bank. */
  BANK("1150"),
  /** Money that a gateway holds back until a dispute is over. */
  DISPUTED("1180"),
  /** Owed by customers. */
  RECEIVABLE("1200"),
  /** Goods, at what they cost. */
  STOCK("1300"),
  /** Money of which nobody knows yet what it is for. */
  UNCLEAR("1990"),
  /** Goods that are here and whose bill is not. */
  RECEIVED("2050"),
  /** Tax as charged; the key is its name, the category the goods' tax category. */
  TAX("2200"),
  /** For the people who serve. */
  TIP("2300"),
  /** For customs. */
  DUTY("2310"),
  /** Owed to the holders of gift cards. */
  GIFT_CARD("2400"),
  /** Owed to customers as goods of their choice. */
  STORE_CREDIT("2410"),
  /** What loyalty points will cost. */
  POINTS("2420"),
  /** Paid ahead for goods that were not handed over. */
  DEPOSIT("2500"),
  /** To be given back to customers, or given back before it was known why. */
  OWED("2520"),
  /** What was there when the books were opened. */
  OPENING("3000"),
  /** The two sides of an exchange of currencies. */
  EXCHANGE("3900"),
  /** Goods sold, before discounts and without tax; the category is the product's type. */
  SALES("4000"),
  /** Taken off prices. */
  DISCOUNT("4100"),
  /** Charged for shipping, without tax. */
  SHIPPING("4200"),
  /** Charged to customers beside goods and shipping. */
  FEE_CHARGED("4300"),
  /** What cash totals were rounded by. */
  ROUNDING("4900"),
  /** What sold goods had cost. */
  COST("5000"),
  /** Goods lost, written off or found. */
  STOCK_LOSS("5100"),
  /** Kept by a gateway, as it reports; the key is the gateway. */
  GATEWAY_FEE("6100"),
  /** Lost in disputes. */
  DISPUTE_LOSS("6120"),
  /** Gift cards that nobody paid for. */
  GIFT_CARD_GIVEN("6300"),
  /** Drawers that had more or less than they should. */
  CASH_DIFFERENCE("6500"),
  /** Paid out of drawers; the key is the reason. */
  PAID_OUT("6900"),
  /** Paid into drawers; the key is the reason. */
  PAID_IN("6910"),
  /** Won or lost by exchange rates. */
  CURRENCY_DIFFERENCE("7900");

  private final String account;

  Role(String account) {
    this.account = account;
  }

  /** The code of the account that it goes to unless a rule says otherwise. */
  public String account() {
    return account;
  }

  /** Whether a sale can be paid with it. */
  public boolean isTender() {
    return switch (this) {
      case CASH, PAYPAL, CARD, SHOP, RECEIVABLE, GIFT_CARD, STORE_CREDIT, POINTS, DEPOSIT -> true;
      case SAFE,
          BANK,
          DISPUTED,
          STOCK,
          UNCLEAR,
          RECEIVED,
          TAX,
          TIP,
          DUTY,
          OWED,
          OPENING,
          EXCHANGE,
          SALES,
          DISCOUNT,
          SHIPPING,
          FEE_CHARGED,
          ROUNDING,
          COST,
          STOCK_LOSS,
          GATEWAY_FEE,
          DISPUTE_LOSS,
          GIFT_CARD_GIVEN,
          CASH_DIFFERENCE,
          PAID_OUT,
          PAID_IN,
          CURRENCY_DIFFERENCE -> false;
    };
  }
}
