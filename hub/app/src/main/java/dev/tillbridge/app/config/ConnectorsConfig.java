package dev.tillbridge.app.config;

import dev.tillbridge.connector.paypal.PayPalGateway;
import dev.tillbridge.connector.paypal.PayPalSettings;
import dev.tillbridge.connector.quickbooks.BooksAccounts;
import dev.tillbridge.connector.quickbooks.BooksCharges;
import dev.tillbridge.connector.quickbooks.BooksCustomers;
import dev.tillbridge.connector.quickbooks.Creates;
import dev.tillbridge.connector.quickbooks.QuickBooksBookkeeping;
import dev.tillbridge.connector.quickbooks.QuickBooksSettings;
import dev.tillbridge.connector.shopify.ShopifyChannel;
import dev.tillbridge.connector.shopify.ShopifySettings;
import dev.tillbridge.connector.stripe.StripeSettings;
import dev.tillbridge.connector.stripe.StripeTerminal;
import dev.tillbridge.connector.woocommerce.WooCommerceChannel;
import dev.tillbridge.connector.woocommerce.WooCommerceSettings;
import dev.tillbridge.connector.xero.XeroAccounts;
import dev.tillbridge.connector.xero.XeroBookkeeping;
import dev.tillbridge.connector.xero.XeroContacts;
import dev.tillbridge.connector.xero.XeroCreates;
import dev.tillbridge.connector.xero.XeroSettings;
import dev.tillbridge.hub.people.OneHubAtATime;
import dev.tillbridge.hub.people.Secrets;
import dev.tillbridge.hub.posting.BooksPace;
import dev.tillbridge.hub.shops.ShopStates;
import dev.tillbridge.model.books.Bookkeeping;
import dev.tillbridge.model.payment.PaymentGateway;
import dev.tillbridge.model.shop.ShopChannel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The outside systems, as far as the settings name them. Nothing is called yet. */
@Configuration(proxyBeanMethods = false)
public class ConnectorsConfig {

  /** Three of these fit what the lane of the shop's stock allows for one delivery. */
  private static final Duration SHOPIFY_CALL = Duration.ofSeconds(10);

  /** A number is read, set and read again; a look reads orders before. */
  private static final Duration WOOCOMMERCE_CALL = Duration.ofSeconds(7);

  private static final Duration QUICKBOOKS_CONNECT = Duration.ofSeconds(3);

  /**
   * A booking may need seven: a token, two looks for documents of others, the items, the account, the
   * customer, the document; and each may wait two seconds for its turn. They must fit the 110 seconds
   * that the lane of the books allows.
   */
  private static final Duration QUICKBOOKS_CALL = Duration.ofSeconds(12);

  private static final Duration XERO_CONNECT = Duration.ofSeconds(3);

  /**
   * A booking with nothing remembered may need eleven: a token, the organisation, its accounts and taxes,
   * the contact and the items looked for and made, the look for others, the document and its payment. All
   * of them slow at once is no case to plan for: half of them still fit the lane's 110 seconds.
   */
  private static final Duration XERO_CALL = Duration.ofSeconds(12);

  /** Opening a payment may need four of these, and all together stay below {@code Payments.CALL_LEASE}. */
  private static final Duration STRIPE_CALL = Duration.ofSeconds(10);

  private static final String BRAND = "Tillbridge";

  @Bean
  Connections connections(
      Settings settings,
      Secrets secrets,
      OneHubAtATime oneHub,
      ShopStates states,
      JdbcClient jdbc,
      InstantSource clock) {
    var shops = new ArrayList<@Nullable ShopChannel>();
    for (var shopify : settings.shopify()) {
      shops.add(shop(shopify, secrets, oneHub, states, clock));
    }
    shops.add(shop(settings.woocommerce(), clock));
    var gateways = Stream.of(gateway(settings.paypal(), clock), terminal(settings.stripe()))
        .flatMap(Stream::ofNullable)
        .collect(Collectors.toMap(PaymentGateway::kind, gateway -> gateway));
    return new Connections(shops(shops), books(settings, secrets, oneHub, jdbc, clock), gateways);
  }

  private static ShopChannel shop(
      Settings.Shopify shopify,
      Secrets secrets,
      OneHubAtATime oneHub,
      ShopStates states,
      InstantSource clock) {
    return said(
        "Shopify",
        () -> ShopifyChannel.connect(
            new ShopifySettings(
                shopify.shop(),
                shopify.url(),
                shopify.clientId(),
                shopify.clientSecret(),
                shopify.previousClientSecret(),
                shopify.accessToken(),
                ShopifySettings.DEFAULT_API_VERSION,
                SHOPIFY_CALL),
            shopify.publicApp() ? SealedTokens.of(secrets, oneHub, shopify.shop()) : null,
            () -> states.closed(shopify.shop()),
            clock));
  }

  private static @Nullable ShopChannel shop(
      Settings.@Nullable WooCommerce woocommerce, InstantSource clock) {
    if (woocommerce == null) {
      return null;
    }
    return said(
        "WooCommerce",
        () -> WooCommerceChannel.connect(
            new WooCommerceSettings(
                woocommerce.shop(),
                woocommerce.url(),
                woocommerce.consumerKey(),
                woocommerce.consumerSecret(),
                woocommerce.webhookSecret(),
                woocommerce.previousWebhookSecret(),
                WOOCOMMERCE_CALL),
            clock));
  }

  private static Map<String, ShopChannel> shops(List<@Nullable ShopChannel> connected) {
    var shops = new HashMap<String, ShopChannel>();
    for (var shop : connected) {
      if (shop != null && shops.put(shop.shop(), shop) != null) {
        throw new BadSettings(List.of("two shops are called " + shop.shop()));
      }
    }
    return shops;
  }

  private static @Nullable Bookkeeping books(
      Settings settings,
      Secrets secrets,
      OneHubAtATime oneHub,
      JdbcClient jdbc,
      InstantSource clock) {
    var xero = settings.xero();
    if (xero != null) {
      return books(xero, settings, secrets, oneHub, jdbc, clock);
    }
    var quickbooks = settings.quickbooks();
    if (quickbooks == null) {
      return null;
    }
    return said(
        "QuickBooks",
        () -> new QuickBooksBookkeeping(
            new QuickBooksSettings(
                quickbooks.url(),
                quickbooks.tokenUrl(),
                quickbooks.consentUrl(),
                quickbooks.realm(),
                quickbooks.clientId(),
                quickbooks.clientSecret(),
                QUICKBOOKS_CONNECT,
                QUICKBOOKS_CALL,
                BooksAccounts.usual(clearing(settings)).with(quickbooks.clearing()),
                BooksCustomers.usual(),
                BooksCharges.usual(),
                new Creates(
                    quickbooks.creates().contains("accounts"),
                    quickbooks.creates().contains("items"),
                    quickbooks.creates().contains("customers"))),
            SealedTokens.of(secrets, oneHub, quickbooks),
            BooksPace.ofQuickBooks(jdbc, quickbooks.realm()),
            BooksPace.ofQuickBooksBatches(jdbc, quickbooks.realm()),
            clock));
  }

  private static Bookkeeping books(
      Settings.Xero xero,
      Settings settings,
      Secrets secrets,
      OneHubAtATime oneHub,
      JdbcClient jdbc,
      InstantSource clock) {
    return said(
        "Xero",
        () -> new XeroBookkeeping(
            new XeroSettings(
                xero.url(),
                xero.tokenUrl(),
                xero.consentUrl(),
                xero.tenant(),
                xero.clientId(),
                xero.clientSecret(),
                XERO_CONNECT,
                XERO_CALL,
                XeroAccounts.usual(clearing(settings)).with(xero.clearing()),
                XeroContacts.usual(),
                new XeroCreates(
                    xero.creates().contains("accounts"),
                    xero.creates().contains("items"),
                    xero.creates().contains("customers"))),
            SealedTokens.of(secrets, oneHub, xero),
            BooksPace.ofXero(jdbc, xero.tenant()),
            clock));
  }

  /** Each kind of shop has an account of its own, unless the settings name one for the shop. */
  private static Map<String, String> clearing(Settings settings) {
    var accounts = new HashMap<String, String>();
    settings.shopify().forEach(shop -> accounts.put(shop.shop(), "Shopify clearing"));
    var woocommerce = settings.woocommerce();
    if (woocommerce != null) {
      accounts.put(woocommerce.shop(), "WooCommerce clearing");
    }
    return accounts;
  }

  private static @Nullable PaymentGateway gateway(
      Settings.@Nullable PayPal paypal, InstantSource clock) {
    if (paypal == null) {
      return null;
    }
    return said(
        "PayPal",
        () -> new PayPalGateway(
            new PayPalSettings(paypal.url(), paypal.clientId(), paypal.clientSecret(), BRAND),
            clock));
  }

  private static @Nullable PaymentGateway terminal(Settings.@Nullable Stripe stripe) {
    if (stripe == null) {
      return null;
    }
    return said(
        "Stripe",
        () -> new StripeTerminal(
            new StripeSettings(stripe.url(), stripe.secretKey(), stripe.readers(), STRIPE_CALL)));
  }

  /** What a connector refuses is a bad setting, to be said in a line. */
  private static <T> T said(String name, Supplier<T> connect) {
    try {
      return connect.get();
    } catch (IllegalArgumentException e) {
      throw new BadSettings(List.of(name + ": " + e.getMessage()));
    }
  }
}
