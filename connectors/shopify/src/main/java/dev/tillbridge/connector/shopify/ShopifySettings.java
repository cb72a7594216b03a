package dev.tillbridge.connector.shopify;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which shop, and how we are known there. Settings that exist are usable: the constructor refuses
 * what could never work or would send a secret in the clear.
 *
 * @param shop the shop's permanent domain in lower case, {@code example.myshopify.com}
 * @param baseUrl the address below which {@code admin/...} lies; {@code https://} and the shop in
 *     real life. Plain http is taken for this machine only
 * @param clientId the app's client id; may be blank when there is an access token
 * @param clientSecret the app's client secret; also signs the webhooks
 * @param previousClientSecret the secret before the last rotation, or null. Shopify signs with the
 *     old one for up to an hour after a rotation (shopify.dev, "Verify webhook deliveries")
 * @param accessToken a fixed Admin API token of a custom app, or null to ask for tokens by client
 *     credentials
 * @param apiVersion year and month, see {@link #DEFAULT_API_VERSION}
 * @param callTimeout the longest that one call may take, its answer's body included
 */
public record ShopifySettings(
    String shop,
    URI baseUrl,
    String clientId,
    String clientSecret,
    @Nullable String previousClientSecret,
    @Nullable String accessToken,
    String apiVersion,
    Duration callTimeout) {

  /** The version that our documents are written for. */
  public static final String DEFAULT_API_VERSION = "2026-07";

  private static final Pattern DOMAIN = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");
  private static final Pattern VERSION = Pattern.compile("\\d{4}-\\d{2}|unstable");
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]|\\[0:0:0:0:0:0:0:1]");

  /** Checks; throws {@link IllegalArgumentException} naming the setting, never its secret. */
  public ShopifySettings {
    shop = shop.toLowerCase(Locale.ROOT);
    check(DOMAIN.matcher(shop).matches(), "shop must be a domain, was: " + shop);
    check(mayCarrySecrets(baseUrl), "baseUrl must be https (http on this machine): " + baseUrl);
    check(
        baseUrl.getRawUserInfo() == null
            && baseUrl.getRawQuery() == null
            && baseUrl.getRawFragment() == null,
        "baseUrl must have no user, query or fragment");
    check(!clientSecret.isBlank(), "clientSecret must not be blank");
    check(
        previousClientSecret == null || !previousClientSecret.isBlank(),
        "previousClientSecret must not be blank");
    check(accessToken == null || !accessToken.isBlank(), "accessToken must not be blank");
    check(accessToken != null || !clientId.isBlank(), "clientId must not be blank");
    check(VERSION.matcher(apiVersion).matches(), "apiVersion must be YYYY-MM: " + apiVersion);
    check(callTimeout.isPositive(), "callTimeout must be above zero: " + callTimeout);
  }

  /** An app of the shop's own organisation at the real Shopify, with the usual limits. */
  public static ShopifySettings forShop(String shop, String clientId, String clientSecret) {
    return new ShopifySettings(
        shop,
        URI.create("https://" + shop),
        clientId,
        clientSecret,
        null,
        null,
        DEFAULT_API_VERSION,
        Duration.ofSeconds(20));
  }

  private static boolean mayCarrySecrets(URI url) {
    var scheme = url.getScheme();
    var host = url.getHost();
    return host != null
        && ("https".equalsIgnoreCase(scheme)
            || ("http".equalsIgnoreCase(scheme) && LOOPBACK.matcher(host).matches()));
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  /** Tells no secret, so that it may be logged. */
  @Override
  public String toString() {
    return "ShopifySettings[shop=%s, baseUrl=%s, apiVersion=%s, callTimeout=%s, token=%s]"
        .formatted(
            shop,
            baseUrl,
            apiVersion,
            callTimeout,
            accessToken == null ? "by client credentials" : "fixed");
  }
}
