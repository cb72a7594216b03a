package dev.tillbridge.connector.shopify;

import dev.tillbridge.connector.shopify.Transport.Answer;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.shop.ShopAccess.Need;
import dev.tillbridge.model.shop.ShopInstall;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** A public app is let in by consent (shopify.dev, "Authorization code grant"). */
final class Installation implements ShopInstall {

  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  private final ShopifySettings settings;
  private final TokenEnd end;
  private final OfflineTokens tokens;
  private final InstantSource clock;

  Installation(ShopifySettings settings, TokenEnd end, OfflineTokens tokens, InstantSource clock) {
    this.settings = settings;
    this.end = end;
    this.tokens = tokens;
    this.clock = clock;
  }

  @Override
  public URI consent(URI comeBack, String state) {
    return HttpUrl.get(settings.baseUrl().toString())
        .newBuilder()
        .addPathSegments("admin/oauth/authorize")
        .addQueryParameter("client_id", settings.clientId())
        .addQueryParameter(
            "scope", Scopes.NEEDS.stream().map(Need::scope).collect(Collectors.joining(",")))
        .addQueryParameter("redirect_uri", comeBack.toString())
        .addQueryParameter("state", state)
        .build()
        .uri();
  }

  /** Signed over all parameters but the signature itself, in the order of their names. */
  @Override
  public boolean isGenuine(Map<String, String> query, Instant now) {
    var signature = query.get("hmac");
    var sorted = new TreeMap<>(query);
    sorted.remove("hmac");
    if (signature == null
        || !settings.shop().equals(sorted.get("shop"))
        || !isNow(sorted.get("timestamp"), now)) {
      return false;
    }
    var message = sorted.entrySet().stream()
        .map(field -> field.getKey() + "=" + field.getValue())
        .collect(Collectors.joining("&"));
    var given = signature.getBytes(StandardCharsets.UTF_8);
    var previous = settings.previousClientSecret();
    boolean current = MessageDigest.isEqual(sign(message, settings.clientSecret()), given);
    boolean former = previous != null && MessageDigest.isEqual(sign(message, previous), given);
    return current || former;
  }

  @Override
  public Outcome<Set<String>> accept(String code) {
    var answer = end.ask(Map.of("grant_type", "authorization_code", "code", code, "expiring", "1"));
    return switch (answer) {
      case Answer.NotReached(var why) -> new NotSent<>(why, null);
      // A code works once; whatever became of it, the owner can bring another.
      case Answer.Lost(var why) -> new InDoubt<>(why + "; begin again");
      case Answer.Heard heard when heard.status() == 200 -> take(heard.body());
      case Answer.Heard heard ->
        new Refused<>("Shopify does not accept the code: it answered " + heard.status());
    };
  }

  private Outcome<Set<String>> take(String body) {
    var granted = Grants.read(body, null, clock.instant());
    if (granted == null) {
      return new Refused<>("Shopify gave no expiring token; is this a public app?");
    }
    tokens.accept(granted);
    var json = Json.objectOrNull(body);
    return new Delivered<>(Scopes.parse(json == null ? "" : json.path("scope").stringValue("")));
  }

  private static boolean isNow(@Nullable String timestamp, Instant now) {
    if (timestamp == null || !timestamp.matches("\\d{1,12}")) {
      return false;
    }
    var made = Instant.ofEpochSecond(Long.parseLong(timestamp));
    return Duration.between(made, now).abs().compareTo(TOLERANCE) <= 0;
  }

  private static byte[] sign(String message, String secret) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      var bytes = mac.doFinal(message.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(bytes).getBytes(StandardCharsets.UTF_8);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
