package dev.tillbridge.connector.woocommerce;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which shop, and how we are known there. Settings that exist are usable: the constructor refuses
 * what could never work or would send a secret in the clear.
 *
 * @param shop what the hub calls it, in lower case; usually its domain
 * @param baseUrl the address of the WordPress site, below which {@code wp-json/...} lies. WooCommerce
 *     takes key and secret by basic authentication over https only; plain http is taken for this
 *     machine only
 * @param consumerKey {@code ck_...}, of a key that may read and write
 * @param consumerSecret {@code cs_...}
 * @param webhookSecret signs the webhooks; we give it to the shop when we subscribe
 * @param previousWebhookSecret the one before the last change, or null. Webhooks that were queued in
 *     the shop may still be signed with it
 * @param callTimeout the longest that one call may take, its answer's body included
 */
public record WooCommerceSettings(
    String shop,
    URI baseUrl,
    String consumerKey,
    String consumerSecret,
    String webhookSecret,
    @Nullable String previousWebhookSecret,
    Duration callTimeout) {

  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]|\\[0:0:0:0:0:0:0:1]");

  /** The shop decodes HTML entities in a secret before it signs: nothing that could be one. */
  private static final Pattern PLAIN = Pattern.compile("[\\x21-\\x7e&&[^&<>\"'\\\\]]+");

  /** Checks; throws {@link IllegalArgumentException} naming the setting, never its secret. */
  public WooCommerceSettings {
    shop = shop.toLowerCase(Locale.ROOT);
    check(NAME.matcher(shop).matches(), "shop must be a domain, was: " + shop);
    check(mayCarrySecrets(baseUrl), "baseUrl must be https (http on this machine): " + baseUrl);
    check(
        baseUrl.getRawUserInfo() == null
            && baseUrl.getRawQuery() == null
            && baseUrl.getRawFragment() == null,
        "baseUrl must have no user, query or fragment");
    check(!consumerKey.isBlank(), "consumerKey must not be blank");
    check(!consumerKey.contains(":"), "consumerKey must not contain a colon");
    check(!consumerSecret.isBlank(), "consumerSecret must not be blank");
    check(
        PLAIN.matcher(webhookSecret).matches(),
        "webhookSecret must be of printable ASCII without blanks, &, <, >, quotes and backslashes");
    check(
        previousWebhookSecret == null || !previousWebhookSecret.isBlank(),
        "previousWebhookSecret must not be blank");
    check(callTimeout.isPositive(), "callTimeout must be above zero: " + callTimeout);
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
    return "WooCommerceSettings[shop=%s, baseUrl=%s, callTimeout=%s]"
        .formatted(shop, baseUrl, callTimeout);
  }
}
