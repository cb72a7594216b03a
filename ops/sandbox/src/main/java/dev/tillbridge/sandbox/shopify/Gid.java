package dev.tillbridge.sandbox.shopify;

/** Shopify's global ids: {@code gid://shopify/Order/1}. */
final class Gid {

  private Gid() {}

  static String of(String type, Object id) {
    return "gid://shopify/" + type + "/" + id;
  }

  /** The number of a gid of this type, or -1 when it is none. */
  static long number(String type, String gid) {
    var prefix = "gid://shopify/" + type + "/";
    if (!gid.startsWith(prefix)) {
      return -1;
    }
    try {
      return Long.parseLong(gid.substring(prefix.length()));
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** The type in a gid, or "" when it is none. */
  static String type(String gid) {
    var parts = gid.split("/", -1);
    return parts.length == 5 && gid.startsWith("gid://shopify/") ? parts[3] : "";
  }
}
