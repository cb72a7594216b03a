package dev.tillbridge.app.config;

import dev.tillbridge.hub.stock.ShopPlaces.ShopPlace;
import dev.tillbridge.model.place.LocationId;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** How the settings are spelt in the environment. Collects every fault before it gives up. */
final class SettingsReader {

  private static final int KEY_BYTES = 32;
  private static final int SHOPS_MOST = 20;
  private static final SecretKey NO_KEY = new SecretKeySpec(new byte[KEY_BYTES], "AES");

  /** A shop without locations has one, and this is what its connector calls it. */
  private static final String ONE_PLACE = "shop";

  private static final Pattern PRINTER =
      Pattern.compile("(?<name>[a-z0-9][a-z0-9-]{0,39})@(?<place>[a-z0-9][a-z0-9-]{0,39})"
          + "=(?<host>[A-Za-z0-9.-]{1,253}|\\[[0-9a-fA-F:.]{2,45}]):(?<port>[0-9]{1,5})");
  private static final int PORT_MOST = 65_535;

  private static final URI NOWHERE = URI.create("http://localhost");

  /** A setting by its name; null or blank when it is not set. */
  @FunctionalInterface
  interface Source {
    @Nullable
    String get(String name);
  }

  private final Source source;
  private final List<String> faults = new ArrayList<>();

  SettingsReader(Source source) {
    this.source = source;
  }

  Settings read() {
    var settings = new Settings(
        database(),
        redis(),
        secretKey(),
        sealingKeys(),
        bootstrap(),
        optional("TILLBRIDGE_PUBLIC_URL") == null ? null : url("TILLBRIDGE_PUBLIC_URL", null),
        shops(),
        woocommerce(),
        quickbooks(),
        xero(),
        paypal(),
        stripe(),
        printers());
    if (settings.quickbooks() != null && settings.xero() != null) {
      faults.add("TILLBRIDGE_XERO_TENANT is set, but QuickBooks is connected already: a hub has the"
          + " books of one company, so take the settings of one of the two away");
    }
    if (!faults.isEmpty()) {
      throw new BadSettings(faults);
    }
    return settings;
  }

  private Settings.Database database() {
    var url = required("TILLBRIDGE_DB_URL");
    if (!url.isEmpty() && !url.startsWith("jdbc:postgresql:")) {
      faults.add("TILLBRIDGE_DB_URL must begin with jdbc:postgresql:");
    }
    var password = optional("TILLBRIDGE_DB_PASSWORD");
    return new Settings.Database(
        url, required("TILLBRIDGE_DB_USER"), password == null ? "" : password);
  }

  private String redis() {
    var url = optional("TILLBRIDGE_REDIS_URL");
    if (url == null) {
      return "redis://127.0.0.1:6379";
    }
    if (!url.startsWith("redis://") && !url.startsWith("rediss://")) {
      faults.add("TILLBRIDGE_REDIS_URL must begin with redis:// or rediss://");
    }
    return url;
  }

  private SecretKey secretKey() {
    var name = "TILLBRIDGE_SECRET_KEY";
    var text = required(name);
    return text.isEmpty() ? NO_KEY : key(name, text);
  }

  private List<SecretKey> sealingKeys() {
    var name = "TILLBRIDGE_SEALING_KEYS";
    var text = optional(name);
    return text == null
        ? List.of()
        : Stream.of(text.split(",", -1)).map(each -> key(name, each)).toList();
  }

  private SecretKey key(String name, String text) {
    try {
      var key = Base64.getDecoder().decode(text.strip());
      if (key.length == KEY_BYTES) {
        return new SecretKeySpec(key, "AES");
      }
      faults.add(name + " must be 32 bytes in base64, has " + key.length);
    } catch (IllegalArgumentException e) {
      faults.add(name + " is not base64");
    }
    return NO_KEY;
  }

  private @Nullable Path bootstrap() {
    var file = optional("TILLBRIDGE_BOOTSTRAP");
    if (file == null) {
      return null;
    }
    var path = Path.of(file);
    if (!Files.isReadable(path)) {
      faults.add("TILLBRIDGE_BOOTSTRAP cannot be read: " + path);
    }
    return path;
  }

  /** The first shop has no number in its settings' names; others have 2, 3 and so on. */
  private List<Settings.Shopify> shops() {
    var shops = new ArrayList<Settings.Shopify>();
    for (int n = 1; n <= SHOPS_MOST; n++) {
      var prefix = n == 1 ? "TILLBRIDGE_SHOPIFY_" : "TILLBRIDGE_SHOPIFY_" + n + "_";
      var name = optional(prefix + "SHOP");
      if (name != null) {
        var shop = shopify(prefix, name.strip().toLowerCase(Locale.ROOT));
        if (shops.stream().anyMatch(other -> other.shop().equals(shop.shop()))) {
          faults.add(prefix + "SHOP is connected already: " + shop.shop());
        }
        shops.add(shop);
      }
    }
    return shops;
  }

  private Settings.Shopify shopify(String prefix, String domain) {
    var clientId = optional(prefix + "CLIENT_ID");
    var token = optional(prefix + "ACCESS_TOKEN");
    var app = optional(prefix + "APP");
    boolean publicApp = "public".equals(app);
    if (app != null && !publicApp && !app.equals("own")) {
      faults.add(prefix + "APP must be own or public, was " + app);
    }
    if (clientId == null && (token == null || publicApp)) {
      faults.add(prefix + "CLIENT_ID" + (publicApp ? "" : " or " + prefix + "ACCESS_TOKEN")
          + " is missing");
    }
    if (publicApp && token != null) {
      faults.add(prefix + "ACCESS_TOKEN must not be set: a public app's tokens come by consent");
    }
    return new Settings.Shopify(
        domain,
        url(prefix + "URL", "https://" + domain),
        clientId == null ? "" : clientId,
        required(prefix + "CLIENT_SECRET"),
        optional(prefix + "PREVIOUS_CLIENT_SECRET"),
        token,
        publicApp,
        places(prefix + "LOCATIONS", domain));
  }

  private List<ShopPlace> places(String name, String shop) {
    var places = new ArrayList<ShopPlace>();
    for (var pair : required(name).split(",", -1)) {
      if (pair.isBlank()) {
        continue;
      }
      int equals = pair.indexOf('=');
      try {
        places.add(new ShopPlace(
            shop,
            new LocationId(pair.substring(0, Math.max(0, equals)).strip()),
            pair.substring(equals + 1).strip()));
      } catch (IllegalArgumentException e) {
        faults.add(name + " must be like main=gid://shopify/Location/1, was " + pair.strip());
      }
    }
    return places;
  }

  private Settings.@Nullable WooCommerce woocommerce() {
    var shop = optional("TILLBRIDGE_WOOCOMMERCE_SHOP");
    if (shop == null) {
      return null;
    }
    var domain = shop.strip().toLowerCase(Locale.ROOT);
    var location = required("TILLBRIDGE_WOOCOMMERCE_LOCATION");
    var place = new ShopPlace(domain, new LocationId("none"), ONE_PLACE);
    try {
      place = new ShopPlace(domain, new LocationId(location.strip()), ONE_PLACE);
    } catch (IllegalArgumentException e) {
      faults.add("TILLBRIDGE_WOOCOMMERCE_LOCATION must be one of our locations, such as main");
    }
    return new Settings.WooCommerce(
        domain,
        url("TILLBRIDGE_WOOCOMMERCE_URL", "https://" + domain),
        required("TILLBRIDGE_WOOCOMMERCE_CONSUMER_KEY"),
        required("TILLBRIDGE_WOOCOMMERCE_CONSUMER_SECRET"),
        required("TILLBRIDGE_WOOCOMMERCE_WEBHOOK_SECRET"),
        optional("TILLBRIDGE_WOOCOMMERCE_PREVIOUS_WEBHOOK_SECRET"),
        place);
  }

  private Settings.@Nullable QuickBooks quickbooks() {
    if (optional("TILLBRIDGE_QUICKBOOKS_REALM") == null
        && optional("TILLBRIDGE_QUICKBOOKS_CLIENT_ID") == null) {
      return null;
    }
    return new Settings.QuickBooks(
        url("TILLBRIDGE_QUICKBOOKS_URL", "https://quickbooks.api.intuit.com"),
        url(
            "TILLBRIDGE_QUICKBOOKS_TOKEN_URL",
            "https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer"),
        url("TILLBRIDGE_QUICKBOOKS_CONSENT_URL", "https://appcenter.intuit.com/connect/oauth2"),
        required("TILLBRIDGE_QUICKBOOKS_REALM"),
        required("TILLBRIDGE_QUICKBOOKS_CLIENT_ID"),
        required("TILLBRIDGE_QUICKBOOKS_CLIENT_SECRET"),
        optional("TILLBRIDGE_QUICKBOOKS_REFRESH_TOKEN"),
        clearing("TILLBRIDGE_QUICKBOOKS_CLEARING"),
        creates("TILLBRIDGE_QUICKBOOKS_CREATES"));
  }

  private Settings.@Nullable Xero xero() {
    if (optional("TILLBRIDGE_XERO_TENANT") == null
        && optional("TILLBRIDGE_XERO_CLIENT_ID") == null) {
      return null;
    }
    return new Settings.Xero(
        url("TILLBRIDGE_XERO_URL", "https://api.xero.com"),
        url("TILLBRIDGE_XERO_TOKEN_URL", "https://identity.xero.com/connect/token"),
        url("TILLBRIDGE_XERO_CONSENT_URL", "https://login.xero.com/identity/connect/authorize"),
        tenant(),
        required("TILLBRIDGE_XERO_CLIENT_ID"),
        required("TILLBRIDGE_XERO_CLIENT_SECRET"),
        optional("TILLBRIDGE_XERO_REFRESH_TOKEN"),
        clearing("TILLBRIDGE_XERO_CLEARING"),
        creates("TILLBRIDGE_XERO_CREATES"));
  }

  private UUID tenant() {
    var text = required("TILLBRIDGE_XERO_TENANT").strip();
    try {
      if (!text.isEmpty()) {
        return UUID.fromString(text);
      }
    } catch (IllegalArgumentException e) {
      faults.add("TILLBRIDGE_XERO_TENANT must be the organisation's id, such as"
          + " 45e4708e-d862-4111-ab3a-dd8cd03913e1");
    }
    return new UUID(0, 0);
  }

  /** An account is a bookkeeper's own decision, so unless somebody says otherwise none is made. */
  private Set<String> creates(String name) {
    var known = Set.of("accounts", "items", "customers");
    var named = optional(name);
    if (named == null) {
      return Set.of("items", "customers");
    }
    var chosen = new HashSet<String>();
    for (var part : named.split(",", -1)) {
      var one = part.strip().toLowerCase(Locale.ROOT);
      if (known.contains(one)) {
        chosen.add(one);
      } else if (!one.equals("nothing")) {
        faults.add(name + " must be some of accounts, items, customers, or nothing");
        break;
      }
    }
    return chosen;
  }

  private Map<String, String> clearing(String name) {
    var named = optional(name);
    var accounts = new HashMap<String, String>();
    for (var part : named == null ? new String[0] : named.split(",", -1)) {
      var pair = part.split("=", 2);
      if (pair.length != 2 || pair[0].isBlank() || pair[1].isBlank()) {
        faults.add(name + " must be shop=account, with commas between");
        break;
      }
      accounts.put(pair[0].strip().toLowerCase(Locale.ROOT), pair[1].strip());
    }
    return accounts;
  }

  private Settings.@Nullable PayPal paypal() {
    if (optional("TILLBRIDGE_PAYPAL_CLIENT_ID") == null) {
      return null;
    }
    return new Settings.PayPal(
        url("TILLBRIDGE_PAYPAL_URL", "https://api-m.paypal.com"),
        required("TILLBRIDGE_PAYPAL_CLIENT_ID"),
        required("TILLBRIDGE_PAYPAL_CLIENT_SECRET"));
  }

  private Settings.@Nullable Stripe stripe() {
    if (optional("TILLBRIDGE_STRIPE_SECRET_KEY") == null) {
      return null;
    }
    var readers = new HashMap<String, String>();
    for (var part : required("TILLBRIDGE_STRIPE_READERS").split(",", -1)) {
      var pair = part.split("=", 2);
      if (pair.length != 2 || pair[0].isBlank() || pair[1].isBlank()) {
        faults.add("TILLBRIDGE_STRIPE_READERS must be like R1=tmr_..., with commas between");
        break;
      }
      readers.put(pair[0].strip(), pair[1].strip());
    }
    return new Settings.Stripe(
        url("TILLBRIDGE_STRIPE_URL", "https://api.stripe.com"),
        required("TILLBRIDGE_STRIPE_SECRET_KEY"),
        readers);
  }

  /** Such as {@code counter@main=192.168.1.50:9100,bar@main=printer.lan:9100}. */
  private List<Settings.Printer> printers() {
    var named = optional("TILLBRIDGE_PRINTERS");
    var printers = new ArrayList<Settings.Printer>();
    for (var part : named == null ? new String[0] : named.split(",", -1)) {
      var match = PRINTER.matcher(part.strip());
      int port = match.matches() ? Integer.parseInt(match.group("port")) : 0;
      if (port < 1 || port > PORT_MOST) {
        faults.add("TILLBRIDGE_PRINTERS must be like counter@main=192.168.1.50:9100, with commas"
            + " between, was " + part.strip());
      } else if (printers.stream().anyMatch(other -> other.name().equals(match.group("name")))) {
        faults.add("TILLBRIDGE_PRINTERS names a printer twice: " + match.group("name"));
      } else {
        printers.add(new Settings.Printer(
            match.group("name"), new LocationId(match.group("place")), match.group("host"), port));
      }
    }
    return printers;
  }

  private @Nullable String optional(String name) {
    var value = source.get(name);
    return value == null || value.isBlank() ? null : value;
  }

  private String required(String name) {
    var value = optional(name);
    if (value == null) {
      faults.add(name + " is missing");
      return "";
    }
    return value;
  }

  private URI url(String name, @Nullable String otherwise) {
    var text = optional(name);
    text = text == null ? otherwise : text;
    try {
      var url = URI.create(text == null ? "" : text.strip());
      var scheme = String.valueOf(url.getScheme());
      if (url.getHost() != null && (scheme.equals("https") || isHere(scheme, url.getHost()))) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // Falls through to the one sentence that fits every fault of an address.
    }
    faults.add(name + " must be an https address (http only on this machine), was " + text);
    return NOWHERE;
  }

  /** Secrets may travel in the clear within this machine only. */
  private static boolean isHere(String scheme, String host) {
    return scheme.equals("http")
        && (host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]"));
  }
}
