package dev.tillbridge.sandbox.shopify;

import dev.tillbridge.sandbox.wire.Answer;
import dev.tillbridge.sandbox.wire.Call;
import dev.tillbridge.sandbox.wire.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who is let in. Tokens by the app's own credentials live for a day; a public app gets tokens of an
 * hour with a refresh token that is replaced each time, and only its newest access token counts.
 */
final class AppTokens {

  /** How long a public app's access token lives. */
  static final Duration OFFLINE = Duration.ofHours(1);

  private static final Duration REFRESH = Duration.ofDays(90);
  private static final Duration CODE = Duration.ofMinutes(1);

  private final ShopData data;
  private final String domain;
  private final Duration lifetime;

  AppTokens(ShopData data, String domain, Duration lifetime) {
    this.data = data;
    this.domain = domain;
    this.lifetime = lifetime;
  }

  /** Whether the token lets its bearer in; using it proves that it arrived. */
  boolean admits(@Nullable String value) {
    var known = value == null ? null : data.tokens.get(value);
    if (known == null || !data.app().installed() || !data.now().isBefore(known.expiresAt())) {
      data.counters.up("unsignedOrBadRequests");
      return false;
    }
    arrived(known.refresh());
    return true;
  }

  /** The end for tokens. */
  Answer answer(Call call) {
    var type = call.header("Content-Type");
    var json = type != null && type.contains("json") ? Json.parseObject(call.body()) : null;
    var form = new TreeMap<>(Call.form(call.body()));
    if (json != null) {
      json.properties()
          .forEach(field -> form.put(field.getKey(), field.getValue().asString("")));
    }
    if (!call.method().equals("POST")) {
      return refused(400, "invalid_request");
    }
    if (!Shopify.CLIENT_ID.equals(form.get("client_id"))
        || !Shopify.CLIENT_SECRET.equals(form.get("client_secret"))) {
      data.counters.up("unsignedOrBadRequests");
      return refused(401, "invalid_client");
    }
    if (!data.app().installed() && !form.containsKey("code")) {
      return refused(
          400, form.containsKey("refresh_token") ? "invalid_grant" : "shop_not_permitted");
    }
    return switch (form.getOrDefault("grant_type", "authorization_code")) {
      case "client_credentials" -> byCredentials();
      case "refresh_token" -> byRefresh(form.getOrDefault("refresh_token", ""));
      case "authorization_code" ->
        byCode(form.getOrDefault("code", ""), "1".equals(form.get("expiring")));
      default -> refused(400, "unsupported_grant_type");
    };
  }

  /** The page on which an owner consents; this owner always does. */
  Answer consent(Call call) {
    var back = call.query().get("redirect_uri");
    if (back == null || !Shopify.CLIENT_ID.equals(call.query().get("client_id"))) {
      return Answer.html(400, "<html><body><h1>Bad request</h1></body></html>");
    }
    var scopes = List.of(call.query().getOrDefault("scope", "").split(",", -1));
    var code = random("");
    data.codes.put(code, new Code(code, data.now().plus(CODE), scopes));
    var query = new TreeMap<String, String>();
    query.put("code", code);
    query.put("shop", domain);
    query.put("state", call.query().getOrDefault("state", ""));
    query.put("timestamp", Long.toString(data.now().getEpochSecond()));
    var message = query.entrySet().stream()
        .map(field -> field.getKey() + "=" + field.getValue())
        .collect(Collectors.joining("&"));
    query.put("hmac", HexFormat.of().formatHex(Webhooks.hmac(Shopify.CLIENT_SECRET, message)));
    var encoded = query.entrySet().stream()
        .map(field ->
            field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
    return Answer.seeOther(back + "?" + encoded).withEffect();
  }

  /** The app is thrown out: its tokens and subscriptions are gone. */
  void uninstall() {
    data.app(new AppState(false, data.app().scopes()));
    List.copyOf(data.tokens.all()).forEach(token -> data.tokens.remove(token.value()));
    List.copyOf(data.refreshes.all()).forEach(token -> data.refreshes.remove(token.value()));
    List.copyOf(data.subscriptions.all()).forEach(one -> data.subscriptions.remove(one.id()));
  }

  private Answer byCredentials() {
    dropExpired();
    var value = random("shpat_");
    data.tokens.put(value, new Token(value, data.now().plus(lifetime), null));
    return given(value, lifetime, null);
  }

  private Answer byRefresh(String shown) {
    var known = data.refreshes.get(shown);
    if (known == null || !data.now().isBefore(known.expiresAt())) {
      data.counters.up("deadRefreshTokens");
      return refused(400, "invalid_grant");
    }
    arrived(shown);
    // Whoever shows the old one again has not got what we gave for it.
    List.copyOf(data.refreshes.all()).stream()
        .filter(other -> shown.equals(other.predecessor()))
        .forEach(other -> data.refreshes.remove(other.value()));
    return offline(shown);
  }

  private Answer byCode(String shown, boolean expiring) {
    var code = data.codes.get(shown);
    if (code == null || !data.now().isBefore(code.expiresAt())) {
      return refused(400, "invalid_request");
    }
    data.codes.remove(shown);
    data.app(new AppState(true, code.scopes()));
    if (expiring) {
      List.copyOf(data.refreshes.all()).forEach(old -> data.refreshes.remove(old.value()));
      return offline(null);
    }
    var value = random("shpat_");
    data.tokens.put(value, new Token(value, data.now().plus(Duration.ofDays(36_500)), null));
    return given(value, null, null);
  }

  private Answer offline(@Nullable String shown) {
    data.counters.up("tokensRefreshed");
    List.copyOf(data.tokens.all()).stream()
        .filter(old -> old.refresh() != null)
        .forEach(old -> data.tokens.remove(old.value()));
    var refresh = random("shprt_");
    data.refreshes.put(refresh, new Refresh(refresh, data.now().plus(REFRESH), shown));
    var value = random("shpat_");
    data.tokens.put(value, new Token(value, data.now().plus(OFFLINE), refresh));
    return given(value, OFFLINE, refresh);
  }

  /** What came before this one is not needed any more. */
  private void arrived(@Nullable String refresh) {
    var known = refresh == null ? null : data.refreshes.get(refresh);
    if (known != null && known.predecessor() != null) {
      data.refreshes.remove(Objects.requireNonNull(known.predecessor()));
      data.refreshes.put(known.value(), new Refresh(known.value(), known.expiresAt(), null));
    }
  }

  private Answer given(String value, @Nullable Duration lives, @Nullable String refresh) {
    var answer = Json.object().put("access_token", value);
    answer.put("scope", String.join(",", data.app().scopes()));
    if (lives != null) {
      answer.put("expires_in", lives.toSeconds() - (refresh == null ? 1 : 0));
    }
    if (refresh != null) {
      answer.put("refresh_token", refresh);
      answer.put("refresh_token_expires_in", REFRESH.toSeconds());
    }
    return Answer.json(200, answer).withEffect();
  }

  private void dropExpired() {
    Instant now = data.now();
    for (var old : List.copyOf(data.tokens.all())) {
      if (!now.isBefore(old.expiresAt())) {
        data.tokens.remove(old.value());
      }
    }
  }

  private static Answer refused(int status, String error) {
    return Answer.json(status, Json.object().put("error", error));
  }

  private static String random(String prefix) {
    return prefix + UUID.randomUUID().toString().replace("-", "");
  }

  /** What the truth tells of the tokens: how many, never which. */
  static Map<String, Integer> counts(ShopData data) {
    return Map.of("accessTokens", data.tokens.size(), "refreshTokens", data.refreshes.size());
  }
}
