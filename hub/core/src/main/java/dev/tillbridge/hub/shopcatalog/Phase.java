package dev.tillbridge.hub.shopcatalog;

/** What an import is doing; in this order, but that counts and orders are read twice. */
enum Phase {
  SITES,
  PRODUCTS,
  LEVELS,
  ORDERS,
  JUDGING,
  /** Nothing: a person looks at the report. */
  REPORT,
  GOODS,
  OPEN_ORDERS,
  LINKS,
  END
}
