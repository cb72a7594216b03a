package dev.tillbridge.hub.books;

/** What kind of event an entry is about. What is about a sale has an id that begins with the sale's. */
public enum Cause {
  /** A sale was recorded; its id. */
  SALE,
  /** A shop gave money back or took goods off an order: the sale, a bar, the shop's refund. */
  SHOP_REFUND,
  /** A shop's order came to something else: the sale, a bar, the version's number. */
  ORDER_EDIT,
  /** A shop's order was cancelled before its goods left: the sale, a bar, the version's number. */
  ORDER_CANCELLED,
  /** Units of a sale were cancelled here: the sale, a bar, the change. */
  CANCELLED,
  /** Money went back at the counter: the sale, a bar, the refund; without a receipt the refund. */
  REFUND,
  /** A gift card was given away: the gift. */
  GIFT,
  /** What a gateway kept: the gateway, a bar, its name for the money. */
  FEE,
  /** Money was taken for which there is no sale yet: the payment. */
  MONEY,
  /** A gateway gave money back: the refund. */
  GATEWAY_REFUND,
  /** What was there when the books were opened, as a person says: the batch. No rule applies to it. */
  OPENING_BALANCE,
  /** Goods were there when their cost was first entered, or were counted first: the choice, or the count. */
  OPENING_STOCK,
  /** Sold goods left: the movement, a bar, its place in the stock's ledger. So are those that follow. */
  COST,
  /** Sold goods came back. */
  COST_RETURN,
  /** Goods came in. */
  RECEIPT,
  /** Goods were thrown away. */
  WRITE_OFF,
  /** More or less was there than there should be. */
  COUNT,
  /** A gateway reports money that nothing here explains: the gateway, the account, its name for it. */
  GATEWAY_MONEY,
  /** Money was disputed, came back or is lost: the gateway, the account, its name for it. */
  DISPUTE,
  /** A gateway exchanged currencies: the gateway, the account, its name for it. */
  CURRENCY,
  /** A gateway sent money to the bank: the gateway, the account, its name for it, the currency. */
  PAYOUT,
  /** The bank got another amount than the payout's: as the payout. */
  PAYOUT_DIFFERENCE,
  /** Cash was put into a drawer or taken out, beside sales: what the till says under this id. */
  DRAWER,
  /** A drawer was counted at the end of a shift, or what came later changed what it should have had: the report. */
  SHIFT,
  /** A document was changed in other books, and a person took that over: the document and a number. */
  BOOKS_CHANGE
}
