package dev.tillbridge.launcher;

import dev.tillbridge.embedded.Folders;
import dev.tillbridge.embedded.PostgresServer;
import dev.tillbridge.embedded.RedisServer;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What the hub and the sandbox are told. The sandbox knows the same credentials by heart. */
final class Settings {

  private static final String SHOP = "tillbridge-demo.myshopify.com";
  private static final JsonMapper JSON = JsonMapper.builder()
      .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
      .build();

  static final String LOCATION = "main";
  static final String LOCATION_NAME = "Main Street";
  static final String CURRENCY = "USD";

  /** Parts per million of the net amount: 8.25 %. */
  static final int TAX_RATE_PPM = 82_500;

  private Settings() {}

  static List<String> sandboxArguments(DemoOptions options, DataFolder folder) {
    return List.of(
        "--port",
        String.valueOf(options.sandboxPort()),
        "--data",
        folder.sandbox().toString(),
        "--webhook-url",
        "http://127.0.0.1:" + options.port() + "/webhooks/shopify/{shop}");
  }

  static Map<String, String> hubEnvironment(
      DemoOptions options,
      DataFolder folder,
      Secrets secrets,
      PostgresServer postgres,
      RedisServer redis) {
    var sandbox = "http://127.0.0.1:" + options.sandboxPort();
    var settings = new LinkedHashMap<String, String>();
    settings.put("TILLBRIDGE_PORT", String.valueOf(options.port()));
    settings.put("TILLBRIDGE_PUBLIC_URL", "http://127.0.0.1:" + options.port());
    settings.put("TILLBRIDGE_DB_URL", postgres.jdbcUrl());
    settings.put("TILLBRIDGE_DB_USER", postgres.user());
    settings.put("TILLBRIDGE_DB_PASSWORD", postgres.password());
    settings.put("TILLBRIDGE_REDIS_URL", redis.uri());
    settings.put("TILLBRIDGE_SECRET_KEY", secrets.key());
    settings.put("TILLBRIDGE_BOOTSTRAP", folder.bootstrapFile().toString());
    settings.put("TILLBRIDGE_SHOPIFY_SHOP", SHOP);
    settings.put("TILLBRIDGE_SHOPIFY_URL", sandbox + "/shopify/" + SHOP);
    settings.put("TILLBRIDGE_SHOPIFY_CLIENT_ID", "demo-client");
    settings.put("TILLBRIDGE_SHOPIFY_CLIENT_SECRET", "demo-shopify-secret");
    settings.put("TILLBRIDGE_SHOPIFY_LOCATIONS", LOCATION + "=gid://shopify/Location/1001");
    settings.put("TILLBRIDGE_QUICKBOOKS_URL", sandbox + "/quickbooks");
    settings.put(
        "TILLBRIDGE_QUICKBOOKS_TOKEN_URL", sandbox + "/quickbooks/oauth2/v1/tokens/bearer");
    settings.put("TILLBRIDGE_QUICKBOOKS_CONSENT_URL", sandbox + "/quickbooks/connect/oauth2");
    settings.put("TILLBRIDGE_QUICKBOOKS_REALM", "9130350000000001");
    settings.put("TILLBRIDGE_QUICKBOOKS_CLIENT_ID", "demo-qbo");
    settings.put("TILLBRIDGE_QUICKBOOKS_CLIENT_SECRET", "demo-qbo-secret");
    settings.put("TILLBRIDGE_QUICKBOOKS_REFRESH_TOKEN", "demo-qbo-refresh-1");
    settings.put("TILLBRIDGE_PAYPAL_URL", sandbox + "/paypal");
    settings.put("TILLBRIDGE_PAYPAL_CLIENT_ID", "demo-paypal");
    settings.put("TILLBRIDGE_PAYPAL_CLIENT_SECRET", "demo-paypal-secret");
    settings.put("TILLBRIDGE_STRIPE_URL", sandbox + "/stripe");
    settings.put("TILLBRIDGE_STRIPE_SECRET_KEY", "sk_test_demo");
    settings.put("TILLBRIDGE_STRIPE_READERS", "R1=tmr_demo_R1,R2=tmr_demo_R2");
    return settings;
  }

  /** Writes the file from which an empty hub learns its merchant, shop, people and token. */
  static void writeBootstrap(DataFolder folder, Secrets secrets) throws IOException {
    var rate = Map.of("category", "standard", "name", "Sales tax", "ratePpm", TAX_RATE_PPM);
    var location = Map.of(
        "id",
        LOCATION,
        "name",
        LOCATION_NAME,
        "timeZone",
        "America/New_York",
        "taxMode",
        "EXCLUSIVE",
        "stockPolicy",
        "WARN",
        "taxRates",
        List.of(rate));
    var merchant = Map.of(
        "name", "Lark & Linden", "address", List.of("12 Main Street", "Portsmouth, NH 03801"));
    var bootstrap = Map.of(
        "merchant", merchant,
        "currency", CURRENCY,
        "locations", List.of(location),
        "registers", List.of(Map.of("id", "R1", "location", LOCATION)),
        "users", secrets.people(),
        "apiTokens",
            List.of(Map.of(
                "name", "demo",
                "token", secrets.apiToken(),
                "scopes", List.of("*"))));
    Folders.writeSecret(
        folder.bootstrapFile(),
        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(bootstrap));
  }
}
