package dev.tillbridge.hub.shopcatalog;

/** Who decides about a field of what both the hub and a shop say. */
public enum Owner {
  /** The hub; what is changed in the shop is put right. */
  HUB,
  /** The shop; what is changed there is taken over. */
  SHOP,
  /** Whoever changed it last. */
  LATEST
}
