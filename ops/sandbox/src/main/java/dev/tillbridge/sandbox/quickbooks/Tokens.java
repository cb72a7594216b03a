package dev.tillbridge.sandbox.quickbooks;

import dev.tillbridge.sandbox.store.Table;
import dev.tillbridge.sandbox.wire.Answer;
import dev.tillbridge.sandbox.wire.Call;
import dev.tillbridge.sandbox.wire.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The token service: consent of a person, tokens for it, new ones for old ones, and the end of all.
 */
final class Tokens {

  static final String TOKEN_PATH = "/oauth2/v1/tokens/bearer";

  private static final String CONSENT_PATH = "/connect/oauth2";
  private static final String REVOKE_PATH = "/v2/oauth2/tokens/revoke";
  private static final Duration ACCESS_AT_MOST = Duration.ofHours(1);
  private static final Duration REFRESH = Duration.ofDays(100);
  private static final Duration CODE = Duration.ofMinutes(5);

  private final CompanyData data;
  private final Duration accessLifetime;

  Tokens(CompanyData data, Duration wanted) {
    this.data = data;
    accessLifetime = wanted.compareTo(ACCESS_AT_MOST) < 0 ? wanted : ACCESS_AT_MOST;
  }

  /** Answers a call to the token service; null when it is none. */
  @Nullable
  Answer answer(Call call) {
    return switch (call.path()) {
      case TOKEN_PATH -> token(call);
      case CONSENT_PATH -> consent(call);
      case REVOKE_PATH -> revoked(call);
      default -> null;
    };
  }

  void authenticate(Call call, String company) {
    var token = call.bearer();
    var end = token == null ? null : data.accessTokens.get(token);
    if (end == null || !data.now().isBefore(end)) {
      throw Fault.authentication("Token " + (end == null ? "invalid" : "expired"));
    }
    if (!call.path().startsWith(company + "/")) {
      throw Fault.authentication("The token is not for this company");
    }
  }

  /** The merchant, or QuickBooks, takes the app's access away: every token is dead at once. */
  void revoke() {
    clear(data.accessTokens);
    clear(data.refreshTokens);
    data.consents.rows().keySet().stream().toList().forEach(data.consents::remove);
  }

  /** A refresh token as after a new consent. */
  String connect() {
    var refresh = "AB1" + UUID.randomUUID().toString().replace("-", "");
    data.refreshTokens.put(refresh, data.now().plus(REFRESH));
    return refresh;
  }

  /** The person in front of the screen says yes. */
  private Answer consent(Call call) {
    var asked = call.query();
    var redirect = asked.getOrDefault("redirect_uri", "");
    if (!call.method().equals("GET")
        || !QuickBooks.CLIENT_ID.equals(asked.get("client_id"))
        || !"code".equals(asked.get("response_type"))
        || redirect.isEmpty()) {
      return Answer.json(400, Json.object().put("error", "invalid_request"));
    }
    var code = "XAB" + UUID.randomUUID().toString().replace("-", "");
    data.consents.put(code, new CompanyData.Consent(redirect, data.now().plus(CODE)));
    var state = URLEncoder.encode(asked.getOrDefault("state", ""), StandardCharsets.UTF_8);
    return Answer.empty(302)
        .with(
            "Location",
            redirect + (redirect.contains("?") ? "&" : "?") + "code=" + code + "&state=" + state
                + "&realmId=" + QuickBooks.REALM);
  }

  private Answer revoked(Call call) {
    if (!call.method().equals("POST")
        || !call.basicIs(QuickBooks.CLIENT_ID, QuickBooks.CLIENT_SECRET)) {
      return Answer.empty(401);
    }
    revoke();
    return Answer.empty(200);
  }

  /** Every use of a refresh token gives a new one and ends the old one. */
  private Answer token(Call call) {
    if (!call.method().equals("POST")
        || !call.basicIs(QuickBooks.CLIENT_ID, QuickBooks.CLIENT_SECRET)) {
      return Answer.json(401, Json.object().put("error", "invalid_client"));
    }
    var form = Call.form(call.body());
    return switch (form.getOrDefault("grant_type", "")) {
      case "refresh_token" -> {
        var old = form.getOrDefault("refresh_token", "");
        boolean good = isAlive(data.refreshTokens.get(old));
        data.refreshTokens.remove(old);
        yield good ? given() : dead("Incorrect or invalid refresh token");
      }
      case "authorization_code" -> {
        var code = form.getOrDefault("code", "");
        var consent = data.consents.get(code);
        data.consents.remove(code);
        yield consent != null
                && isAlive(consent.until())
                && consent.redirectUri().equals(form.get("redirect_uri"))
            ? given()
            : dead("Incorrect or invalid authorization code");
      }
      default -> Answer.json(400, Json.object().put("error", "unsupported_grant_type"));
    };
  }

  private Answer dead(String why) {
    data.counters.up("deadRefreshTokens");
    return Answer.json(
        400, Json.object().put("error", "invalid_grant").put("error_description", why));
  }

  private Answer given() {
    var now = data.now();
    for (var token : List.copyOf(data.accessTokens.rows().entrySet())) {
      if (!isAlive(token.getValue())) {
        data.accessTokens.remove(token.getKey());
      }
    }
    var access = "eyJ" + UUID.randomUUID().toString().replace("-", "");
    data.accessTokens.put(access, now.plus(accessLifetime));
    data.counters.up("tokensGiven");
    var answer = Json.object().put("token_type", "bearer").put("access_token", access);
    answer.put("refresh_token", connect()).put("expires_in", accessLifetime.toSeconds());
    answer.put("x_refresh_token_expires_in", now.until(now.plus(REFRESH), ChronoUnit.SECONDS));
    return Answer.json(200, answer).withEffect();
  }

  private boolean isAlive(@Nullable Instant until) {
    return until != null && data.now().isBefore(until);
  }

  private static void clear(Table<Instant> tokens) {
    tokens.rows().keySet().stream().toList().forEach(tokens::remove);
  }
}
