package dev.tillbridge.connector.shopify;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;

/** Shopify's end for tokens; which token it gives depends on what is shown to it. */
final class TokenEnd {

  private final ShopifySettings settings;
  private final Transport transport;
  private final HttpUrl url;

  TokenEnd(ShopifySettings settings, Transport transport) {
    this.settings = settings;
    this.transport = transport;
    this.url = HttpUrl.get(settings.baseUrl().toString())
        .newBuilder()
        .addPathSegments("admin/oauth/access_token")
        .build();
  }

  /** Asks with the app's own credentials and what else is given. */
  Transport.Answer ask(Map<String, String> form) {
    var own = Map.of("client_id", settings.clientId(), "client_secret", settings.clientSecret());
    var body = java.util.stream.Stream.of(form, own)
        .flatMap(part -> part.entrySet().stream())
        .map(field -> field.getKey() + "=" + encoded(field.getValue()))
        .collect(Collectors.joining("&"));
    return transport.post(url, "application/x-www-form-urlencoded", body, null);
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
