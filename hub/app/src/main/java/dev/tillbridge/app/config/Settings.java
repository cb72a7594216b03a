package dev.tillbridge.app.config;

import dev.tillbridge.hub.stock.ShopPlaces.ShopPlace;
import dev.tillbridge.model.place.LocationId;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/**
 * All settings, checked. A hub that starts has settings that can work; {@link SettingsReader} knows
 * how they are spelt.
 *
 * @param secretKey 32 bytes, seals what outside systems entrust to us; kept outside the database
 * @param sealingKeys 32 bytes each, seal in its place; the newest first, and none as a rule
 * @param bootstrap people, places and tokens to set up at the start, or null
 * @param publicUrl how the outside reaches this hub, or null: then shops are not asked to call us
 * @param shopify none when not connected
 * @param woocommerce null when not connected
 * @param quickbooks null when not connected
 * @param xero null when not connected; a hub has the books of one company, so never beside QuickBooks
 * @param paypal null when not connected
 * @param stripe card terminals; null when there are none
 * @param printers that tills may print with through the hub; none as a rule
 */
public record Settings(
    Database database,
    String redisUrl,
    SecretKey secretKey,
    List<SecretKey> sealingKeys,
    @Nullable Path bootstrap,
    @Nullable URI publicUrl,
    List<Shopify> shopify,
    @Nullable WooCommerce woocommerce,
    @Nullable QuickBooks quickbooks,
    @Nullable Xero xero,
    @Nullable PayPal paypal,
    @Nullable Stripe stripe,
    List<Printer> printers) {

  public Settings {
    sealingKeys = List.copyOf(sealingKeys);
    shopify = List.copyOf(shopify);
    printers = List.copyOf(printers);
  }

  /** Where PostgreSQL is. */
  public record Database(String url, String user, String password) {
    @Override
    public String toString() {
      return "Database[" + url + ", " + user + "]";
    }
  }

  /**
   * One online shop.
   *
   * @param publicApp the owner lets us in by consent; otherwise it is an app of the shop's own
   */
  public record Shopify(
      String shop,
      URI url,
      String clientId,
      String clientSecret,
      @Nullable String previousClientSecret,
      @Nullable String accessToken,
      boolean publicApp,
      List<ShopPlace> places) {
    public Shopify {
      places = List.copyOf(places);
    }

    @Override
    public String toString() {
      return "Shopify[" + shop + ", " + url + ", " + places + "]";
    }
  }

  /**
   * Another online shop.
   *
   * @param place whose shelf it sells from: it knows no locations
   */
  public record WooCommerce(
      String shop,
      URI url,
      String consumerKey,
      String consumerSecret,
      String webhookSecret,
      @Nullable String previousWebhookSecret,
      ShopPlace place) {
    @Override
    public String toString() {
      return "WooCommerce[" + shop + ", " + url + ", " + place + "]";
    }
  }

  /**
   * The books.
   *
   * @param clearing the accounts of shops that have one of their own, by the shop's name
   * @param creates what the hub may create there: {@code accounts}, {@code items}, {@code customers}
   */
  public record QuickBooks(
      URI url,
      URI tokenUrl,
      URI consentUrl,
      String realm,
      String clientId,
      String clientSecret,
      @Nullable String firstRefreshToken,
      Map<String, String> clearing,
      Set<String> creates) {
    @Override
    public String toString() {
      return "QuickBooks[" + url + ", company " + realm + "]";
    }
  }

  /**
   * The books, at Xero.
   *
   * @param tenant the organisation's id
   * @param clearing the accounts of shops that have one of their own, by the shop's name
   * @param creates what the hub may create there: {@code accounts}, {@code items}, {@code customers}
   */
  public record Xero(
      URI url,
      URI tokenUrl,
      URI consentUrl,
      UUID tenant,
      String clientId,
      String clientSecret,
      @Nullable String firstRefreshToken,
      Map<String, String> clearing,
      Set<String> creates) {
    @Override
    public String toString() {
      return "Xero[" + url + ", organisation " + tenant + "]";
    }
  }

  /**
   * Card terminals.
   *
   * @param readers the terminal of each till, by register
   */
  public record Stripe(URI url, String secretKey, Map<String, String> readers) {
    @Override
    public String toString() {
      return "Stripe[" + url + ", " + readers + "]";
    }
  }

  /** The payments. */
  public record PayPal(URI url, String clientId, String clientSecret) {
    @Override
    public String toString() {
      return "PayPal[" + url + "]";
    }
  }

  /**
   * A receipt printer in the network.
   *
   * @param name what tills ask for
   * @param location whose cashiers may print with it
   */
  public record Printer(String name, LocationId location, String host, int port) {}

  /** Reads them all; throws {@link BadSettings} with every fault at once. */
  static Settings read(Environment environment) {
    return new SettingsReader(environment::getProperty).read();
  }

  @Override
  public String toString() {
    return "Settings[%s, %s, %s, %s, %s, %s, %s]"
        .formatted(database, publicUrl, shopify, woocommerce, quickbooks, xero, paypal);
  }
}
