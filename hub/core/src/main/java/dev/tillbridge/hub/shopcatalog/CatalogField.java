package dev.tillbridge.hub.shopcatalog;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What both the hub and a shop say about what they sell. */
public enum CatalogField {
  TITLE,
  VENDOR,
  TYPE,
  PRICE,
  BARCODE,
  TAX,
  /** Taken over from a shop, never sent to one. */
  IMAGE;

  /** As it is spelled in the API and in the database. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The field of this spelling. */
  public static Optional<CatalogField> of(String code) {
    return Arrays.stream(values()).filter(field -> field.code().equals(code)).findFirst();
  }
}
