package dev.tillbridge.app.security;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** What people may by their role, and programs by the scopes of their token. */
public final class Authorities {

  static final String CATALOG_READ = "catalog:read";
  /** May change goods and prices, and take over what a shop sells. */
  public static final String CATALOG_WRITE = "catalog:write";

  static final String STOCK_READ = "stock:read";

  /** May bring goods in, send them away and say what became of them, and who gets what is there. */
  public static final String STOCK_WRITE = "stock:write";

  /** May count, and receive what others sent. */
  public static final String STOCK_COUNT = "stock:count";

  /** May agree to what others counted. */
  public static final String STOCK_APPROVE = "stock:approve";

  /** May set units aside, and hand over what was. */
  public static final String HOLDS_WRITE = "holds:write";

  static final String SALES_READ = "sales:read";
  static final String SALES_WRITE = "sales:write";
  static final String PAYMENTS_WRITE = "payments:write";
  /** May give customers their money back. */
  public static final String PAYMENTS_REFUND = "payments:refund";

  /** May read the ledger. */
  static final String BOOKS_READ = "books:read";

  /**
   * May say where things are entered, close periods, take in what gateways and banks tell, and let us
   * into the books of others.
   */
  public static final String BOOKS_WRITE = "books:write";

  /** May have set-aside work tried again and close cases. */
  public static final String OPERATIONS = "operations";

  /** May let tills in and shut them out. */
  public static final String DEVICES_WRITE = "devices:write";

  /** May say who works here, and as what. */
  public static final String PEOPLE_WRITE = "people:write";

  static final String CONSOLE = "console";

  static final Set<String> ALL = Set.of(
      CATALOG_READ,
      CATALOG_WRITE,
      STOCK_READ,
      STOCK_WRITE,
      STOCK_COUNT,
      STOCK_APPROVE,
      HOLDS_WRITE,
      SALES_READ,
      SALES_WRITE,
      PAYMENTS_WRITE,
      PAYMENTS_REFUND,
      BOOKS_READ,
      BOOKS_WRITE,
      OPERATIONS,
      DEVICES_WRITE,
      PEOPLE_WRITE,
      CONSOLE);

  private Authorities() {}

  /** Whether somebody of this role may look into the console. */
  public static boolean mayUseConsole(String role) {
    return ofRole(role).contains(CONSOLE);
  }

  /** Whether somebody of this role may give customers their money back. */
  public static boolean mayRefund(String role) {
    return ofRole(role).contains(PAYMENTS_REFUND);
  }

  /** Of a person; a role that is not known may nothing. */
  static Set<String> ofRole(String role) {
    return switch (role) {
      case "OWNER", "MANAGER" -> ALL;
      case "CASHIER" ->
        Set.of(
            CATALOG_READ,
            STOCK_READ,
            STOCK_COUNT,
            HOLDS_WRITE,
            SALES_READ,
            SALES_WRITE,
            PAYMENTS_WRITE);
      case "BOOKKEEPER" -> Set.of(SALES_READ, BOOKS_READ, BOOKS_WRITE, OPERATIONS, CONSOLE);
      default -> Set.of();
    };
  }

  /** Of a token; a scope that is not known gives nothing. */
  static Set<String> ofScopes(Collection<String> scopes) {
    if (scopes.contains("*")) {
      return ALL;
    }
    var authorities = new TreeSet<String>();
    for (var scope : scopes) {
      if (ALL.contains(scope)) {
        authorities.add(scope);
      }
      if (scope.equals(STOCK_WRITE)) {
        authorities.add(HOLDS_WRITE);
        authorities.add(STOCK_COUNT);
      }
      if (scope.equals(PAYMENTS_WRITE)) {
        authorities.add(PAYMENTS_REFUND);
      }
    }
    return authorities;
  }
}
