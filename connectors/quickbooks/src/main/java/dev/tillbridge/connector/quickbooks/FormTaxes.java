package dev.tillbridge.connector.quickbooks;

import dev.tillbridge.model.books.Form;
import dev.tillbridge.model.books.FormLine;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a company tells the tax of a form. */
sealed interface FormTaxes {

  /** In the United States: one sum, and each line says whether it bears tax. */
  record OneSum() implements FormTaxes {}

  /** A form without tax where every line has to name a code: it says that none applies. */
  record None() implements FormTaxes {}

  /**
   * Elsewhere: codes line by line, and the amount of each rate as it was charged.
   *
   * @param codes ids by tax category; that of what bears none under the empty one
   * @param rates what each tax comes to
   */
  record Coded(Map<String, String> codes, List<Rate> rates) implements FormTaxes {}

  /**
   * A tax.
   *
   * @param id of the rate there
   * @param category of what bears it
   */
  record Rate(String id, BigDecimal percent, String category, FormLine tax) {}

  /** The id of a line's tax code; null when it needs none. */
  default @Nullable String code(Form form, FormLine line) {
    return switch (this) {
      case OneSum ignored -> form.tax().isZero() ? "NON" : "TAX";
      case None ignored -> null;
      case Coded(var codes, var ignored) -> codes.get(line.taxCategory());
    };
  }
}
