package dev.tillbridge.app.security;

import static dev.tillbridge.app.security.Authorities.BOOKS_READ;
import static dev.tillbridge.app.security.Authorities.BOOKS_WRITE;
import static dev.tillbridge.app.security.Authorities.CATALOG_READ;
import static dev.tillbridge.app.security.Authorities.CATALOG_WRITE;
import static dev.tillbridge.app.security.Authorities.CONSOLE;
import static dev.tillbridge.app.security.Authorities.DEVICES_WRITE;
import static dev.tillbridge.app.security.Authorities.HOLDS_WRITE;
import static dev.tillbridge.app.security.Authorities.OPERATIONS;
import static dev.tillbridge.app.security.Authorities.PAYMENTS_REFUND;
import static dev.tillbridge.app.security.Authorities.PAYMENTS_WRITE;
import static dev.tillbridge.app.security.Authorities.PEOPLE_WRITE;
import static dev.tillbridge.app.security.Authorities.SALES_READ;
import static dev.tillbridge.app.security.Authorities.SALES_WRITE;
import static dev.tillbridge.app.security.Authorities.STOCK_APPROVE;
import static dev.tillbridge.app.security.Authorities.STOCK_COUNT;
import static dev.tillbridge.app.security.Authorities.STOCK_READ;
import static dev.tillbridge.app.security.Authorities.STOCK_WRITE;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Every address of the hub and what it takes to use it. What is not listed is refused; a test
 * compares this list with the controllers.
 */
public final class Access {

  /** Who may. */
  public enum Who {
    /** Anybody, signed in or not. */
    ANYBODY,
    /** Whoever is signed in. */
    SIGNED_IN,
    /** Whoever holds one of the authorities. */
    AUTHORISED
  }

  /**
   * One line of the list.
   *
   * @param pattern as in a controller
   * @param oneOf for {@link Who#AUTHORISED}: any of these is enough
   */
  public record Rule(HttpMethod method, String pattern, Who who, Set<String> oneOf) {
    /** A HEAD is a GET without its body. */
    RequestMatcher matcher() {
      var asked = PathPatternRequestMatcher.withDefaults().matcher(method, pattern);
      return method.equals(GET)
          ? new OrRequestMatcher(
              asked, PathPatternRequestMatcher.withDefaults().matcher(HEAD, pattern))
          : asked;
    }

    private boolean isAt(HttpServletRequest request) {
      return PathPatternRequestMatcher.withDefaults().matcher(pattern).matches(request);
    }
  }

  /** The list. */
  public static final List<Rule> RULES = List.of(
      anybody(GET, "/healthz"),
      anybody(GET, "/"),
      // Judged by its signature.
      anybody(POST, "/webhooks/{system}/{shop}"),
      anybody(POST, "/webhooks/shopify"),
      // Judged by its signature and by a cookie of whoever set out.
      anybody(GET, "/shops/callback"),
      anybody(GET, "/books/callback"),
      anybody(POST, "/api/v1/session"),
      anybody(DELETE, "/api/v1/session"),
      // Judged by a signature.
      anybody(POST, "/api/v1/session/key"),
      signedIn(GET, "/api/v1/session"),
      needs(POST, "/api/v1/people/here", SALES_WRITE),
      // Judged by the PIN that comes with it.
      needs(POST, "/api/v1/people/keys", SALES_WRITE),
      // Whoever sells may ask; a manager must allow it.
      needs(POST, "/api/v1/approvals", SALES_WRITE),
      needs(POST, "/api/v1/approvals/given", SALES_WRITE),
      needs(GET, "/api/v1/approvals", PAYMENTS_REFUND),
      needs(GET, "/api/v1/products", CATALOG_READ),
      needs(GET, "/api/v1/locations", CATALOG_READ, STOCK_READ),
      needs(POST, "/api/v1/catalog/imports", CATALOG_WRITE),
      needs(GET, "/api/v1/stock", STOCK_READ),
      needs(GET, "/api/v1/stock/{sku}", STOCK_READ),
      needs(GET, "/api/v1/stock/explain", STOCK_READ),
      needs(GET, "/api/v1/shop/lag", STOCK_READ, OPERATIONS),
      needs(GET, "/api/v1/bundles", CATALOG_READ),
      needs(PUT, "/api/v1/bundles", CATALOG_WRITE),
      needs(DELETE, "/api/v1/bundles", CATALOG_WRITE),
      needs(GET, "/api/v1/policies", STOCK_WRITE),
      needs(PUT, "/api/v1/policies", STOCK_WRITE),
      needs(GET, "/api/v1/policies/breaches", STOCK_WRITE, OPERATIONS),
      needs(GET, "/api/v1/availability", STOCK_READ),
      needs(GET, "/api/v1/events", STOCK_READ),
      needs(POST, "/api/v1/stock/receipts", STOCK_WRITE),
      needs(POST, "/api/v1/stock/returns", STOCK_COUNT),
      needs(POST, "/api/v1/stock/damage", STOCK_COUNT),
      needs(GET, "/api/v1/stock/damage", STOCK_READ),
      needs(GET, "/api/v1/stock/low", STOCK_READ),
      needs(GET, "/api/v1/stock/reorder-points", STOCK_READ),
      needs(POST, "/api/v1/stock/reorder-points", STOCK_WRITE),
      needs(GET, "/api/v1/stock/tracking", STOCK_READ),
      needs(POST, "/api/v1/stock/tracking", STOCK_WRITE),
      needs(POST, "/api/v1/products/asks", STOCK_WRITE),
      needs(GET, "/api/v1/serials", STOCK_READ),
      needs(GET, "/api/v1/serials/{serial}", STOCK_READ),
      needs(POST, "/api/v1/serials", STOCK_COUNT),
      needs(POST, "/api/v1/serials/sold", STOCK_COUNT),
      needs(GET, "/api/v1/lots", STOCK_READ),
      needs(POST, "/api/v1/purchase-orders", STOCK_WRITE),
      needs(GET, "/api/v1/purchase-orders", STOCK_READ),
      needs(GET, "/api/v1/purchase-orders/{id}", STOCK_READ),
      needs(POST, "/api/v1/purchase-orders/{id}/receipts", STOCK_COUNT),
      needs(POST, "/api/v1/purchase-orders/{id}/close", STOCK_WRITE),
      needs(POST, "/api/v1/purchase-orders/{id}/cancel", STOCK_WRITE),
      needs(POST, "/api/v1/transfers", STOCK_WRITE),
      needs(GET, "/api/v1/transfers", STOCK_READ),
      needs(GET, "/api/v1/transfers/{id}", STOCK_READ),
      needs(POST, "/api/v1/transfers/{id}/ship", STOCK_WRITE),
      needs(POST, "/api/v1/transfers/{id}/receipts", STOCK_COUNT),
      needs(POST, "/api/v1/transfers/{id}/cancel", STOCK_WRITE),
      needs(POST, "/api/v1/stocktakes", STOCK_COUNT),
      needs(GET, "/api/v1/stocktakes", STOCK_COUNT),
      needs(GET, "/api/v1/stocktakes/{id}", STOCK_COUNT),
      needs(POST, "/api/v1/stocktakes/{id}/counts", STOCK_COUNT),
      needs(GET, "/api/v1/stocktakes/{id}/counts", STOCK_COUNT),
      needs(GET, "/api/v1/stocktakes/{id}/uncounted", STOCK_COUNT),
      needs(POST, "/api/v1/stocktakes/{id}/submit", STOCK_COUNT),
      needs(POST, "/api/v1/stocktakes/{id}/approve", STOCK_APPROVE),
      needs(POST, "/api/v1/stocktakes/{id}/reject", STOCK_APPROVE),
      needs(POST, "/api/v1/stocktakes/{id}/end", STOCK_APPROVE),
      needs(GET, "/api/v1/count-limits", STOCK_READ),
      needs(POST, "/api/v1/count-limits", STOCK_APPROVE),
      needs(POST, "/api/v1/holds", HOLDS_WRITE),
      needs(POST, "/api/v1/holds/{id}/release", HOLDS_WRITE),
      needs(POST, "/api/v1/leases", HOLDS_WRITE),
      needs(GET, "/api/v1/leases", STOCK_READ),
      needs(POST, "/api/v1/leases/{register}/return", HOLDS_WRITE),
      needs(POST, "/api/v1/leases/{register}/lost", STOCK_WRITE),
      needs(POST, "/api/v1/leases/{register}/resolve", STOCK_WRITE),
      needs(GET, "/api/v1/leases/policy", STOCK_READ),
      needs(POST, "/api/v1/leases/policy", STOCK_WRITE),
      needs(GET, "/api/v1/holds/{id}", HOLDS_WRITE, STOCK_READ),
      needs(POST, "/api/v1/holds/{id}/renew", HOLDS_WRITE),
      needs(POST, "/api/v1/pickups", HOLDS_WRITE),
      needs(GET, "/api/v1/pickups", HOLDS_WRITE, STOCK_READ),
      needs(GET, "/api/v1/pickups/{id}", HOLDS_WRITE, STOCK_READ),
      needs(POST, "/api/v1/pickups/{id}/ready", HOLDS_WRITE),
      needs(POST, "/api/v1/pickups/{id}/collect", HOLDS_WRITE),
      // Gives money back.
      needs(POST, "/api/v1/pickups/{id}/cancel", PAYMENTS_REFUND),
      // With names and addresses of customers.
      needs(GET, "/api/v1/web-orders", HOLDS_WRITE),
      needs(GET, "/api/v1/web-orders/{id}", HOLDS_WRITE),
      needs(POST, "/api/v1/web-orders/{id}/pick", HOLDS_WRITE),
      needs(POST, "/api/v1/web-orders/{id}/pack", HOLDS_WRITE),
      needs(POST, "/api/v1/web-orders/{id}/parcels", HOLDS_WRITE),
      needs(GET, "/api/v1/shops/{shop}/sending", STOCK_READ),
      needs(PUT, "/api/v1/shops/{shop}/sending", STOCK_WRITE),
      needs(GET, "/api/v1/locations/{id}/sending", STOCK_READ),
      needs(PUT, "/api/v1/locations/{id}/sending", STOCK_WRITE),
      needs(GET, "/api/v1/locations/{id}/desk", STOCK_READ),
      needs(POST, "/api/v1/locations/{id}/desk", STOCK_WRITE),
      needs(POST, "/api/v1/sales", SALES_WRITE),
      needs(GET, "/api/v1/print", SALES_WRITE),
      needs(POST, "/api/v1/print/{printer}", SALES_WRITE),
      needs(GET, "/api/v1/sales", SALES_READ),
      needs(GET, "/api/v1/sales/{id}", SALES_READ),
      needs(GET, "/api/v1/sales/{id}/order", SALES_READ),
      needs(GET, "/api/v1/sales/{id}/refunds", SALES_READ),
      // Whoever sells may ask; a manager must allow it.
      needs(POST, "/api/v1/refunds", SALES_WRITE, PAYMENTS_REFUND),
      needs(POST, "/api/v1/refunds/quote", SALES_WRITE, PAYMENTS_REFUND),
      needs(GET, "/api/v1/refunds/{id}", SALES_READ),
      needs(POST, "/api/v1/shifts/events", SALES_WRITE),
      needs(GET, "/api/v1/shifts", SALES_READ),
      needs(GET, "/api/v1/shifts/{id}", SALES_READ),
      needs(GET, "/api/v1/registers/{register}/drawer", SALES_READ),
      needs(GET, "/api/v1/registers", DEVICES_WRITE),
      needs(POST, "/api/v1/registers", DEVICES_WRITE),
      needs(GET, "/api/v1/locations/{id}/drawers", SALES_READ),
      needs(PUT, "/api/v1/locations/{id}/drawers", BOOKS_WRITE),
      // Gives value away.
      needs(POST, "/api/v1/gift-cards", PAYMENTS_REFUND),
      needs(POST, "/api/v1/gift-cards/balance", SALES_WRITE),
      needs(POST, "/api/v1/gift-cards/holds", SALES_WRITE),
      needs(DELETE, "/api/v1/gift-cards/holds/{id}", SALES_WRITE),
      needs(GET, "/api/v1/loyalty", SALES_READ),
      needs(PUT, "/api/v1/loyalty", CATALOG_WRITE),
      needs(GET, "/api/v1/loyalty/cards/{number}", SALES_READ),
      needs(GET, "/api/v1/pricing", CATALOG_READ),
      needs(PUT, "/api/v1/pricing/lists/{id}", CATALOG_WRITE),
      needs(DELETE, "/api/v1/pricing/lists/{id}", CATALOG_WRITE),
      needs(PUT, "/api/v1/pricing/promotions/{id}", CATALOG_WRITE),
      needs(DELETE, "/api/v1/pricing/promotions/{id}", CATALOG_WRITE),
      needs(PUT, "/api/v1/pricing/limits/{id}", CATALOG_WRITE),
      needs(GET, "/api/v1/pricing/coupons", CATALOG_READ),
      // Whoever sells may ask; a manager must allow it.
      needs(POST, "/api/v1/pricing/approvals", SALES_WRITE),
      // Who gave what away, by name.
      needs(GET, "/api/v1/pricing/discounts", PAYMENTS_REFUND),
      needs(POST, "/api/v1/payments", PAYMENTS_WRITE),
      needs(GET, "/api/v1/payments/{id}", PAYMENTS_WRITE, SALES_READ),
      needs(POST, "/api/v1/payments/{id}/capture", PAYMENTS_WRITE),
      needs(POST, "/api/v1/payments/{id}/cancel", PAYMENTS_WRITE),
      needs(POST, "/api/v1/payments/{id}/abandon", PAYMENTS_WRITE),
      needs(POST, "/api/v1/payments/{id}/refund", PAYMENTS_REFUND),
      needs(GET, "/api/v1/books/accounts", BOOKS_READ),
      needs(PUT, "/api/v1/books/accounts", BOOKS_WRITE),
      needs(GET, "/api/v1/books/rules", BOOKS_READ),
      needs(POST, "/api/v1/books/rules", BOOKS_WRITE),
      needs(POST, "/api/v1/books/rules/preview", BOOKS_READ),
      needs(POST, "/api/v1/books/rules/{id}/withdraw", BOOKS_WRITE),
      needs(GET, "/api/v1/books/batches", BOOKS_READ),
      needs(POST, "/api/v1/books/batches", BOOKS_WRITE),
      needs(GET, "/api/v1/books/batches/{id}", BOOKS_READ),
      needs(GET, "/api/v1/books/late", BOOKS_READ),
      needs(GET, "/api/v1/books/find", BOOKS_READ),
      needs(GET, "/api/v1/books/bank-statements", BOOKS_READ),
      needs(GET, "/api/v1/books/bank-statements/file", BOOKS_READ),
      needs(GET, "/api/v1/books/close/reports", BOOKS_READ),
      needs(POST, "/api/v1/books/close/reports", BOOKS_WRITE),
      needs(POST, "/api/v1/books/close/reports/check", BOOKS_READ),
      needs(GET, "/api/v1/books/close/reports/{id}", BOOKS_READ),
      needs(GET, "/api/v1/books/close/reports/{id}/report.zip", BOOKS_READ),
      needs(GET, "/api/v1/books/close/reports/{id}/report.pdf", BOOKS_READ),
      needs(GET, "/api/v1/books/close/reports/{id}/report.csv", BOOKS_READ),
      needs(GET, "/api/v1/books/close/{day}", BOOKS_READ),
      needs(GET, "/api/v1/books/locks", BOOKS_READ),
      needs(POST, "/api/v1/books/locks", BOOKS_WRITE),
      needs(GET, "/api/v1/books/cost-methods", BOOKS_READ),
      needs(POST, "/api/v1/books/cost-methods", BOOKS_WRITE),
      needs(GET, "/api/v1/books/stock-value", BOOKS_READ),
      needs(GET, "/api/v1/books/trial-balance", BOOKS_READ),
      needs(GET, "/api/v1/books/entries", BOOKS_READ),
      needs(GET, "/api/v1/books/entries/{id}", BOOKS_READ),
      needs(GET, "/api/v1/books/sales/{id}", BOOKS_READ),
      needs(GET, "/api/v1/books/export", BOOKS_READ),
      needs(GET, "/api/v1/books/documents", BOOKS_READ),
      needs(GET, "/api/v1/books/documents/{id}", BOOKS_READ),
      needs(GET, "/api/v1/books/documents/{id}/entries", BOOKS_READ),
      needs(GET, "/api/v1/books/telling", BOOKS_READ),
      needs(POST, "/api/v1/books/telling", BOOKS_WRITE),
      needs(GET, "/api/v1/books/remote", BOOKS_READ),
      needs(PUT, "/api/v1/books/remote/links", BOOKS_WRITE),
      needs(PUT, "/api/v1/books/remote/own-items", BOOKS_WRITE),
      needs(PUT, "/api/v1/books/remote/tracking", BOOKS_WRITE),
      needs(PUT, "/api/v1/books/remote/tracking/names", BOOKS_WRITE),
      needs(PUT, "/api/v1/books/remote/receipts", BOOKS_WRITE),
      needs(POST, "/api/v1/books/remote/retry", OPERATIONS),
      needs(GET, "/api/v1/books/remote/changes", BOOKS_READ),
      needs(POST, "/api/v1/books/remote/changes/{id}/take-over", BOOKS_WRITE),
      needs(POST, "/api/v1/books/remote/changes/{id}/send-again", BOOKS_WRITE),
      needs(POST, "/api/v1/books/settlements", BOOKS_WRITE),
      needs(GET, "/api/v1/books/settlements", BOOKS_READ),
      needs(GET, "/api/v1/books/settlements/{id}", BOOKS_READ),
      needs(POST, "/api/v1/books/settlements/{id}/dealt-with", BOOKS_WRITE),
      needs(POST, "/api/v1/books/bank-lines", BOOKS_WRITE),
      needs(GET, "/api/v1/books/movements", BOOKS_READ),
      needs(GET, "/api/v1/books/movements/open", BOOKS_READ),
      needs(POST, "/api/v1/books/movements/again", BOOKS_WRITE),
      needs(POST, "/api/v1/books/disputes/lost", BOOKS_WRITE),
      needs(GET, "/api/v1/books/payouts", BOOKS_READ),
      needs(POST, "/api/v1/books/payouts/{id}/match", BOOKS_WRITE),
      needs(POST, "/api/v1/books/payouts/{id}/part", BOOKS_WRITE),
      needs(POST, "/api/v1/shop/link", OPERATIONS),
      needs(GET, "/api/v1/shops", OPERATIONS),
      needs(POST, "/api/v1/shops/{shop}/check", OPERATIONS),
      // Names and addresses of customers: owner and manager, or a token that may all of this.
      needs(GET, "/api/v1/shops/{shop}/privacy-requests", STOCK_APPROVE),
      needs(GET, "/api/v1/shops/{shop}/privacy-requests/{id}/data", STOCK_APPROVE),
      needs(POST, "/api/v1/shops/{shop}/privacy-requests/{id}/answered", STOCK_APPROVE),
      needs(POST, "/api/v1/catalog/changes", CATALOG_WRITE),
      needs(GET, "/api/v1/catalog/owners", CATALOG_READ),
      needs(PUT, "/api/v1/catalog/owners", CATALOG_WRITE),
      needs(GET, "/api/v1/price-lists/{shop}", CATALOG_READ),
      needs(PUT, "/api/v1/price-lists/{shop}", CATALOG_WRITE),
      needs(POST, "/api/v1/shop/imports", CATALOG_WRITE),
      needs(GET, "/api/v1/shop/imports", CATALOG_WRITE, OPERATIONS),
      needs(GET, "/api/v1/shop/imports/{id}", CATALOG_WRITE, OPERATIONS),
      needs(GET, "/api/v1/shop/imports/{id}/rows", CATALOG_WRITE, OPERATIONS),
      needs(POST, "/api/v1/shop/imports/{id}/apply", CATALOG_WRITE),
      needs(POST, "/api/v1/shop/imports/{id}/cancel", CATALOG_WRITE),
      needs(GET, "/api/v1/shop/watch", OPERATIONS),
      needs(PUT, "/api/v1/shop/watch", OPERATIONS),
      needs(POST, "/api/v1/shop/orders/retry", OPERATIONS),
      needs(GET, "/api/v1/shop/comparisons", OPERATIONS),
      needs(POST, "/api/v1/shop/comparisons", OPERATIONS),
      needs(GET, "/api/v1/shop/comparisons/{id}", OPERATIONS),
      needs(POST, "/api/v1/deliveries/{id}/retry", OPERATIONS),
      needs(POST, "/api/v1/inbox/{id}/retry", OPERATIONS),
      needs(POST, "/api/v1/devices/codes", DEVICES_WRITE),
      // Judged by the code that a manager gave.
      anybody(POST, "/api/v1/devices"),
      needs(GET, "/api/v1/devices", DEVICES_WRITE),
      needs(GET, "/api/v1/devices/refused", DEVICES_WRITE),
      needs(GET, "/api/v1/devices/{id}", DEVICES_WRITE),
      needs(POST, "/api/v1/devices/{id}/revocation", DEVICES_WRITE),
      // Judged by the signature of each entry: a till sends whoever is signed in.
      anybody(POST, "/api/v1/devices/{id}/journal"),
      needs(GET, "/api/v1/devices/{id}/entries", DEVICES_WRITE, OPERATIONS),
      // Trying again changes nothing that was signed, so whoever stands at the till may.
      needs(POST, "/api/v1/devices/{id}/entries/{seq}/retry", OPERATIONS, SALES_WRITE),
      needs(POST, "/api/v1/devices/{id}/refused/taken", DEVICES_WRITE),
      needs(GET, "/api/v1/cases", OPERATIONS),
      needs(GET, "/api/v1/cases/{id}", OPERATIONS),
      // Moves stock; what gives money back needs more.
      needs(POST, "/api/v1/cases/{id}/remedies", STOCK_WRITE),
      needs(POST, "/api/v1/cases/{id}/resolve", OPERATIONS),
      signedIn(GET, "/api/v1/openapi"),
      signedIn(GET, "/api/v1/openapi.yaml"),
      // Whoever has the address of a receipt may read it: it cannot be guessed.
      anybody(GET, "/r/{token}"),
      anybody(GET, "/r/{token}/receipt.pdf"),
      // The till is an empty shell until somebody signs in.
      anybody(GET, "/register"),
      anybody(GET, "/register/**"),
      anybody(GET, "/console/sign-in"),
      anybody(POST, "/console/sign-in"),
      anybody(POST, "/console/sign-out"),
      anybody(GET, "/console/assets/**"),
      anybody(GET, "/favicon.ico"),
      needs(GET, "/console", CONSOLE),
      needs(GET, "/console/live/{part}", CONSOLE),
      needs(GET, "/console/sales/{id}", CONSOLE),
      needs(GET, "/console/counter/prices", CONSOLE),
      needs(POST, "/console/counter/prices/promotions", CATALOG_WRITE),
      needs(POST, "/console/counter/prices/lists", CATALOG_WRITE),
      needs(POST, "/console/counter/prices/end", CATALOG_WRITE),
      needs(POST, "/console/counter/prices/limits", CATALOG_WRITE),
      needs(GET, "/console/books/shifts", BOOKS_READ),
      needs(POST, "/console/books/shifts/policy", BOOKS_WRITE),
      needs(GET, "/console/books/shifts/{id}", BOOKS_READ),
      needs(GET, "/console/books", BOOKS_READ),
      needs(GET, "/console/books/entries", BOOKS_READ),
      needs(GET, "/console/books/find", BOOKS_READ),
      needs(GET, "/console/books/mapping", BOOKS_READ),
      needs(POST, "/console/books/mapping", BOOKS_WRITE),
      needs(POST, "/console/books/mapping/withdraw", BOOKS_WRITE),
      needs(POST, "/console/books/mapping/apply", BOOKS_WRITE),
      needs(POST, "/console/books/mapping/undo", BOOKS_WRITE),
      needs(POST, "/console/books/accounts", BOOKS_WRITE),
      needs(GET, "/console/books/close", BOOKS_READ),
      needs(GET, "/console/books/documents", BOOKS_READ),
      needs(GET, "/console/books/documents/{id}", BOOKS_READ),
      needs(POST, "/console/books/documents/{id}/retry", OPERATIONS),
      needs(GET, "/console/books/telling", BOOKS_READ),
      needs(POST, "/console/books/telling", BOOKS_WRITE),
      needs(GET, "/console/books/remote", BOOKS_READ),
      needs(POST, "/console/books/remote/accounts", BOOKS_WRITE),
      needs(POST, "/console/books/remote/tracking", BOOKS_WRITE),
      needs(POST, "/console/books/remote/names", BOOKS_WRITE),
      needs(POST, "/console/books/remote/receipts", BOOKS_WRITE),
      needs(GET, "/console/books/close/reports", BOOKS_READ),
      needs(POST, "/console/books/close/reports", BOOKS_WRITE),
      needs(POST, "/console/books/close/reports/check", BOOKS_READ),
      needs(GET, "/console/books/close/reports/{id}/report.zip", BOOKS_READ),
      needs(GET, "/console/books/close/reports/{id}/report.pdf", BOOKS_READ),
      needs(GET, "/console/books/close/reports/{id}/report.csv", BOOKS_READ),
      needs(GET, "/console/books/locks", BOOKS_READ),
      needs(POST, "/console/books/locks", BOOKS_WRITE),
      needs(GET, "/console/books/changed", BOOKS_READ),
      needs(POST, "/console/books/changed/{id}/take-over", BOOKS_WRITE),
      needs(POST, "/console/books/changed/{id}/send-again", BOOKS_WRITE),
      needs(GET, "/console/books/payouts", BOOKS_READ),
      needs(GET, "/console/books/payouts/bank-file", BOOKS_READ),
      needs(GET, "/console/books/payouts/{id}", BOOKS_READ),
      needs(POST, "/console/books/payouts/{id}/match", BOOKS_WRITE),
      needs(POST, "/console/books/payouts/{id}/part", BOOKS_WRITE),
      needs(POST, "/console/books/payouts/movements/again", BOOKS_WRITE),
      needs(POST, "/console/books/payouts/disputes/lost", BOOKS_WRITE),
      needs(POST, "/console/books/payouts/reports/dealt-with", BOOKS_WRITE),
      needs(POST, "/console/books/payouts/files", BOOKS_WRITE),
      needs(GET, "/console/books/payouts/files/{id}", BOOKS_READ),
      needs(POST, "/console/books/payouts/files/{id}/take", BOOKS_WRITE),
      needs(POST, "/console/books/payouts/files/{id}/drop", BOOKS_WRITE),
      needs(POST, "/console/books/payouts/files/{id}/dealt-with", BOOKS_WRITE),
      needs(GET, "/console/books/stock", BOOKS_READ),
      needs(POST, "/console/books/stock", BOOKS_WRITE),
      needs(GET, "/console/approvals", BOOKS_READ),
      needs(GET, "/console/approvals/log.csv", BOOKS_READ),
      needs(GET, "/console/people", PEOPLE_WRITE),
      needs(POST, "/console/people", PEOPLE_WRITE),
      needs(POST, "/console/people/{id}/role", PEOPLE_WRITE),
      needs(POST, "/console/people/{id}/pin", PEOPLE_WRITE),
      needs(POST, "/console/people/{id}/active", PEOPLE_WRITE),
      needs(GET, "/console/tills", DEVICES_WRITE),
      needs(POST, "/console/tills/registers", DEVICES_WRITE),
      needs(POST, "/console/tills/codes", DEVICES_WRITE),
      needs(POST, "/console/tills/{id}/end", DEVICES_WRITE),
      needs(POST, "/console/tills/{id}/entries/{seq}/retry", DEVICES_WRITE),
      needs(POST, "/console/tills/{id}/refused", DEVICES_WRITE),
      needs(GET, "/console/watch", CONSOLE),
      needs(POST, "/console/watch/hour", OPERATIONS),
      needs(POST, "/console/watch/comparisons", OPERATIONS),
      needs(GET, "/console/watch/comparisons/{id}", CONSOLE),
      needs(POST, "/console/cases/{id}/retry", OPERATIONS),
      needs(GET, "/console/stock/explain", CONSOLE),
      needs(GET, "/console/stock/low", CONSOLE),
      needs(GET, "/console/stock/points", CONSOLE),
      needs(POST, "/console/stock/points", STOCK_WRITE),
      needs(GET, "/console/stock/skus", CONSOLE),
      needs(GET, "/console/stock/orders", CONSOLE),
      needs(GET, "/console/stock/orders/new", STOCK_WRITE),
      needs(POST, "/console/stock/orders", STOCK_WRITE),
      needs(GET, "/console/stock/orders/{id}", CONSOLE),
      needs(POST, "/console/stock/orders/{id}/receipts", STOCK_COUNT),
      needs(POST, "/console/stock/orders/{id}/close", STOCK_WRITE),
      needs(POST, "/console/stock/orders/{id}/cancel", STOCK_WRITE),
      needs(GET, "/console/stock/transfers", CONSOLE),
      needs(GET, "/console/stock/transfers/new", STOCK_WRITE),
      needs(POST, "/console/stock/transfers", STOCK_WRITE),
      needs(GET, "/console/stock/transfers/{id}", CONSOLE),
      needs(POST, "/console/stock/transfers/{id}/ship", STOCK_WRITE),
      needs(POST, "/console/stock/transfers/{id}/receipts", STOCK_COUNT),
      needs(POST, "/console/stock/transfers/{id}/cancel", STOCK_WRITE),
      needs(GET, "/console/stock/stocktakes", CONSOLE),
      needs(POST, "/console/stock/stocktakes", STOCK_COUNT),
      needs(GET, "/console/stock/stocktakes/{id}", CONSOLE),
      needs(POST, "/console/stock/stocktakes/{id}/counts", STOCK_COUNT),
      needs(POST, "/console/stock/stocktakes/{id}/submit", STOCK_COUNT),
      needs(POST, "/console/stock/stocktakes/{id}/decide", STOCK_APPROVE),
      needs(POST, "/console/stock/stocktakes/{id}/end", STOCK_APPROVE),
      needs(GET, "/console/stock/imports", CONSOLE),
      needs(POST, "/console/stock/imports", CATALOG_WRITE),
      needs(GET, "/console/stock/imports/{id}", CONSOLE),
      needs(GET, "/console/stock/imports/{id}/progress", CONSOLE),
      needs(POST, "/console/stock/imports/{id}/apply", CATALOG_WRITE),
      needs(POST, "/console/stock/imports/{id}/cancel", CATALOG_WRITE),
      needs(POST, "/console/deliveries/{id}/retry", OPERATIONS),
      needs(POST, "/console/books/remote/own-items", BOOKS_WRITE),
      needs(POST, "/console/books/remote/retry", OPERATIONS),
      needs(POST, "/console/inbox/{id}/retry", OPERATIONS),
      needs(POST, "/console/cases/{id}/resolve", OPERATIONS),
      needs(GET, "/console/books/connect", BOOKS_WRITE),
      needs(GET, "/console/shops", CONSOLE),
      needs(GET, "/console/shops/{shop}/install", STOCK_APPROVE),
      needs(POST, "/console/shops/{shop}/check", STOCK_APPROVE),
      needs(GET, "/console/shops/{shop}/privacy/{id}/data", STOCK_APPROVE),
      needs(POST, "/console/shops/{shop}/privacy/{id}/answered", STOCK_APPROVE),
      needs(GET, "/console/desk", CONSOLE),
      needs(GET, "/console/desk/{id}", CONSOLE),
      needs(POST, "/console/desk/{id}/remedies", STOCK_WRITE),
      needs(POST, "/console/desk/{id}/resolve", OPERATIONS),
      needs(POST, "/console/desk/pickups/{id}/collect", HOLDS_WRITE),
      needs(GET, "/console/web-orders", CONSOLE),
      needs(GET, "/console/web-orders/{id}", CONSOLE),
      needs(POST, "/console/web-orders/{id}/pick", HOLDS_WRITE),
      needs(POST, "/console/web-orders/{id}/pack", HOLDS_WRITE),
      needs(POST, "/console/web-orders/{id}/ready", HOLDS_WRITE),
      needs(POST, "/console/web-orders/{id}/collect", HOLDS_WRITE),
      needs(POST, "/console/web-orders/{id}/parcels", HOLDS_WRITE));

  private Access() {}

  /** The methods that the list knows for the address; none when there is nothing. */
  static Set<HttpMethod> methodsAt(HttpServletRequest request) {
    return RULES.stream()
        .filter(rule -> rule.isAt(request))
        .map(Rule::method)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Rule anybody(HttpMethod method, String pattern) {
    return new Rule(method, pattern, Who.ANYBODY, Set.of());
  }

  private static Rule signedIn(HttpMethod method, String pattern) {
    return new Rule(method, pattern, Who.SIGNED_IN, Set.of());
  }

  private static Rule needs(HttpMethod method, String pattern, String... oneOf) {
    return new Rule(method, pattern, Who.AUTHORISED, Set.of(oneOf));
  }
}
