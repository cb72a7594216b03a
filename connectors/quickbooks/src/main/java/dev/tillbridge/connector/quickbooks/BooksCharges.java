package dev.tillbridge.connector.quickbooks;

import dev.tillbridge.model.sale.SaleCharge;

/**
 * The names of the items under which is booked what was charged beside goods and shipping, as the
 * bookkeeper spells them. Which account an item belongs to, he decides in QuickBooks: tips are mostly
 * owed to the staff, duties to the customs.
 *
 * @param tip for {@link SaleCharge.Kind#TIP}
 * @param duty for {@link SaleCharge.Kind#DUTY}
 * @param fee for {@link SaleCharge.Kind#FEE}
 */
public record BooksCharges(String tip, String duty, String fee) {

  public BooksCharges {
    if (tip.isBlank() || duty.isBlank() || fee.isBlank()) {
      throw new IllegalArgumentException("every charge needs an item's name");
    }
  }

  /** The names that the guide tells a bookkeeper to use. */
  public static BooksCharges usual() {
    return new BooksCharges("Tips", "Duties", "Fees charged");
  }

  String of(SaleCharge.Kind kind) {
    return switch (kind) {
      case TIP -> tip;
      case DUTY -> duty;
      case FEE -> fee;
    };
  }
}
