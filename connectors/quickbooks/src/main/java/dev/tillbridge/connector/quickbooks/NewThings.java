package dev.tillbridge.connector.quickbooks;

import com.intuit.ipp.data.Account;
import com.intuit.ipp.data.AccountTypeEnum;
import com.intuit.ipp.data.Customer;
import com.intuit.ipp.data.Department;
import com.intuit.ipp.data.Item;
import com.intuit.ipp.data.ItemTypeEnum;
import dev.tillbridge.model.books.BookAccount;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is created in QuickBooks when it is missing there. Pure. */
final class NewThings {

  /** Where money itself is: QuickBooks takes these for deposits. */
  private static final Set<String> MONEY =
      Set.of("1010", "1020", "1100", "1110", "1120", "1130", "1150");

  private static final Set<String> COST = Set.of("5000", "5100");

  private NewThings() {}

  static Account account(String name, BookAccount account) {
    var row = new Account();
    row.setName(name);
    row.setAccountType(type(account));
    return row;
  }

  private static AccountTypeEnum type(BookAccount account) {
    return switch (account.kind()) {
      case ASSET ->
        account.code().equals("1200")
            ? AccountTypeEnum.ACCOUNTS_RECEIVABLE
            : MONEY.contains(account.code())
                ? AccountTypeEnum.BANK
                : AccountTypeEnum.OTHER_CURRENT_ASSET;
      case LIABILITY -> AccountTypeEnum.OTHER_CURRENT_LIABILITY;
      case EQUITY -> AccountTypeEnum.EQUITY;
      case INCOME -> AccountTypeEnum.INCOME;
      case EXPENSE ->
        COST.contains(account.code())
            ? AccountTypeEnum.COST_OF_GOODS_SOLD
            : AccountTypeEnum.EXPENSE;
    };
  }

  static Customer customer(String name) {
    var row = new Customer();
    row.setDisplayName(name);
    return row;
  }

  static Department department(String name) {
    var row = new Department();
    row.setName(name);
    return row;
  }

  static com.intuit.ipp.data.Class type(String name) {
    var row = new com.intuit.ipp.data.Class();
    row.setName(name);
    return row;
  }

  /**
   * An item that keeps no stock: the hub does.
   *
   * @param account id of where its sales go
   */
  static Item item(String name, @Nullable String sku, ItemTypeEnum type, String account) {
    var row = new Item();
    row.setName(name);
    if (sku != null) {
      row.setSku(sku);
    }
    row.setType(type);
    row.setIncomeAccountRef(Names.reference(account));
    return row;
  }
}
