package dev.tillbridge.connector.quickbooks;

import dev.tillbridge.model.books.BookAccount;
import dev.tillbridge.model.books.Role;
import java.util.stream.Stream;

/**
 * The names of the items under which is booked what is no single good, as the bookkeeper spells them.
 * Each belongs to the account that the ledger has it on.
 *
 * @param tip for {@link Role#TIP}
 * @param duty for {@link Role#DUTY}
 * @param fee for {@link Role#FEE_CHARGED}
 * @param giftCard for {@link Role#GIFT_CARD}; its account is what is owed to card holders
 * @param deposit for {@link Role#DEPOSIT}; its account is what is owed to customers
 * @param rounding for what cash was rounded by, up or down
 */
public record BooksCharges(
    String tip, String duty, String fee, String giftCard, String deposit, String rounding) {

  public BooksCharges {
    if (Stream.of(tip, duty, fee, giftCard, deposit, rounding).anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("every charge needs an item's name");
    }
  }

  /** The names that the guide tells a bookkeeper to use. */
  public static BooksCharges usual() {
    return new BooksCharges(
        "Tips", "Duties", "Fees charged", "Gift cards sold", "Deposits received", "Cash rounding");
  }

  /** What goes to another account than usual has an item of its own: an item has one account. */
  String of(Role role, BookAccount account) {
    if (account.code().equals(Role.DISCOUNT.account())) {
      return "Price reductions";
    }
    var name = name(role);
    return account.code().equals(role.account()) ? name : name + " " + account.code();
  }

  /** An item of our own, for when the one above belongs to another account there. */
  String own(Role role, BookAccount account) {
    return name(role) + " (" + account.code() + ")";
  }

  private String name(Role role) {
    return switch (role) {
      case TIP -> tip;
      case DUTY -> duty;
      case FEE_CHARGED -> fee;
      case GIFT_CARD -> giftCard;
      case DEPOSIT -> deposit;
      case ROUNDING -> rounding;
      case SALES -> "Goods";
      case SHIPPING -> "Shipping charged";
      case OWED -> "Owed to customers";
      default -> role.name().replace('_', ' ');
    };
  }
}
