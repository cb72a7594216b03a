package dev.tillbridge.app.testing;

import dev.tillbridge.embedded.TestServers;
import dev.tillbridge.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/** What a hub of the tests is started with. */
final class HubSettings {

  private static final byte[] KEY = new byte[32];

  private static TestServers.@Nullable Database template;

  private HubSettings() {}

  /** What {@link TestServers#copyOf} copies: a hub's start is not the test of the migrations. */
  private static synchronized TestServers.Database migrated() {
    var made = template;
    if (made == null) {
      made = TestServers.freshDatabase();
      Flyway.configure()
          .dataSource(made.url(), made.user(), made.password())
          .load()
          .migrate();
      template = made;
    }
    return made;
  }

  /** With a database in which nothing is yet, and the people and places of a small merchant. */
  static List<String> arguments(String redisUrl, Sandbox sandbox) throws IOException {
    var database = TestServers.copyOf(migrated());
    var bootstrap = Files.createTempFile("tillbridge-bootstrap", ".json");
    bootstrap.toFile().deleteOnExit();
    Files.writeString(bootstrap, BOOTSTRAP);
    var outside = "http://127.0.0.1:" + sandbox.port();
    var settings = Map.ofEntries(
        Map.entry("TILLBRIDGE_DB_URL", database.url()),
        Map.entry("TILLBRIDGE_DB_USER", database.user()),
        Map.entry("TILLBRIDGE_DB_PASSWORD", database.password()),
        Map.entry("TILLBRIDGE_REDIS_URL", redisUrl),
        Map.entry("TILLBRIDGE_SECRET_KEY", Base64.getEncoder().encodeToString(KEY)),
        Map.entry("TILLBRIDGE_BOOTSTRAP", bootstrap.toString()),
        Map.entry("TILLBRIDGE_SHOPIFY_SHOP", Hub.SHOP),
        Map.entry("TILLBRIDGE_SHOPIFY_URL", outside + "/shopify/" + Hub.SHOP),
        Map.entry("TILLBRIDGE_SHOPIFY_CLIENT_ID", "demo-client"),
        Map.entry("TILLBRIDGE_SHOPIFY_CLIENT_SECRET", Hub.SHOP_SECRET),
        Map.entry("TILLBRIDGE_SHOPIFY_LOCATIONS", "main=gid://shopify/Location/1001"),
        Map.entry("TILLBRIDGE_QUICKBOOKS_URL", outside + "/quickbooks"),
        Map.entry(
            "TILLBRIDGE_QUICKBOOKS_TOKEN_URL", outside + "/quickbooks/oauth2/v1/tokens/bearer"),
        Map.entry("TILLBRIDGE_QUICKBOOKS_REALM", "9130350000000001"),
        Map.entry("TILLBRIDGE_QUICKBOOKS_CLIENT_ID", "demo-qbo"),
        Map.entry("TILLBRIDGE_QUICKBOOKS_CLIENT_SECRET", "demo-qbo-secret"),
        Map.entry("TILLBRIDGE_QUICKBOOKS_REFRESH_TOKEN", "demo-qbo-refresh-1"),
        Map.entry("TILLBRIDGE_PAYPAL_URL", outside + "/paypal"),
        Map.entry("TILLBRIDGE_PAYPAL_CLIENT_ID", "demo-paypal"),
        Map.entry("TILLBRIDGE_PAYPAL_CLIENT_SECRET", "demo-paypal-secret"),
        // Nobody listens there.
        Map.entry("TILLBRIDGE_PRINTERS", "counter@main=127.0.0.1:1,far@north=127.0.0.1:1"));
    var arguments = new ArrayList<String>();
    settings.forEach((name, value) -> arguments.add("--" + name + "=" + value));
    return arguments;
  }

  private static final String BOOTSTRAP =
      """
      {"merchant": {"name": "Lark & Linden", "address": ["12 Main Street"]}, "currency": "USD",
       "locations": [
         {"id": "main", "name": "Main Street", "timeZone": "America/New_York",
          "taxMode": "EXCLUSIVE", "stockPolicy": "WARN",
          "taxRates": [{"category": "standard", "name": "Sales tax", "ratePpm": 82500}]},
         {"id": "north", "name": "North End", "timeZone": "America/New_York",
          "taxMode": "EXCLUSIVE", "stockPolicy": "WARN", "taxRates": []}],
       "registers": [{"id": "R1", "location": "main"}],
       "users": [
         {"name": "Olivia", "role": "OWNER", "password": "%1$s", "pin": "739164"},
         {"name": "Cora", "role": "CASHIER", "password": "Cashier-lantern-4711", "pin": "%2$s"},
         {"name": "Bo", "role": "BOOKKEEPER", "password": "Ledger-lantern-4711", "pin": "605813"}],
       "apiTokens": [
         {"name": "everything", "token": "%3$s", "scopes": ["*"]},
         {"name": "reader", "token": "%4$s", "scopes": ["catalog:read"]}]}
      """.formatted(Hub.OWNER_PASSWORD, Hub.CASHIER_PIN, Hub.TOKEN, Hub.READER);
}
