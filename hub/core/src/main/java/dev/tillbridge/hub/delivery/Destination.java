package dev.tillbridge.hub.delivery;

/** Where deliveries go. Each has a lane of its own, so that a slow one never holds up another. */
public enum Destination {
  /** The number that an outside shop shows; subject {@code shop|location|sku}. */
  SHOP_STOCK,
  /** Reading a shop's orders because its stock was not what we thought; subject: the shop. */
  SHOP_ORDERS,
  /** What a shop says of a product, where the hub decides; subject {@code shop|product}. */
  SHOP_PRODUCT,
  /** The accounting software; subject: the document's id, of a sale's first the sale's. */
  BOOKS,
  /** A receipt's file beside its document at the books; subject: the document's id. */
  BOOKS_FILE,
  /** An invoice that the books send to the customer; subject: the document's id. */
  BOOKS_MAIL,
  /** How an order leaves; subject {@code shop|kind|id}, the kind as in {@code parcel}. */
  SHOP_FULFILMENT,
  /** Money that a shop gives back; subject {@code shop|id}. */
  SHOP_REFUND,
  /** A counter sale that a shop records; subject {@code shop|sale's id}. */
  SHOP_MIRROR
}
