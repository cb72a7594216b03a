package dev.tillbridge.sandbox.xero;

import dev.tillbridge.sandbox.store.Table;
import dev.tillbridge.sandbox.wire.Answer;
import dev.tillbridge.sandbox.wire.Call;
import dev.tillbridge.sandbox.wire.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The token service: consent of a person, tokens for it, new ones for old ones, the connections that a
 * consent made, and the end of all.
 */
final class Tokens {

  static final String TOKEN_PATH = "/connect/token";

  private static final String CONSENT_PATH = "/identity/connect/authorize";
  private static final String CONNECTIONS_PATH = "/connections";
  private static final Duration ACCESS_AT_MOST = Duration.ofMinutes(30);
  private static final Duration REFRESH = Duration.ofDays(60);

  /** Whoever did not get the answer may ask with the same refresh token again for so long. */
  private static final Duration GRACE = Duration.ofMinutes(30);

  private static final Duration CODE = Duration.ofMinutes(5);

  private final OrgData data;
  private final Duration accessLifetime;

  Tokens(OrgData data, Duration wanted) {
    this.data = data;
    accessLifetime = wanted.compareTo(ACCESS_AT_MOST) < 0 ? wanted : ACCESS_AT_MOST;
  }

  /** Answers a call to the token service; null when it is none. */
  @Nullable
  Answer answer(Call call) {
    return switch (call.path()) {
      case TOKEN_PATH -> token(call);
      case CONSENT_PATH -> consent(call);
      case CONNECTIONS_PATH -> connections(call);
      default -> null;
    };
  }

  void authenticate(Call call) {
    var token = call.bearer();
    var end = token == null ? null : data.accessTokens.get(token);
    if (end == null) {
      throw Refusal.unauthorised("AuthenticationUnsuccessful");
    }
    if (!data.now().isBefore(end)) {
      throw Refusal.unauthorised("TokenExpired: token expired at " + end);
    }
  }

  /** Somebody takes the app's access away: every token is dead at once. */
  void revoke() {
    clear(data.accessTokens);
    clear(data.refreshTokens);
    clear(data.consents);
  }

  /** A refresh token as after a new consent. */
  String connect() {
    var refresh = UUID.randomUUID().toString().replace("-", "");
    data.refreshTokens.put(refresh, data.now().plus(REFRESH));
    return refresh;
  }

  private Answer connections(Call call) {
    authenticate(call);
    var all = Json.array();
    all.addObject()
        .put("id", "e1eede29-f875-4a5d-8470-17f6a29a88b1")
        .put("tenantId", Xero.TENANT)
        .put("tenantType", "ORGANISATION")
        .put("tenantName", "Tillbridge demo company");
    return Answer.json(200, all);
  }

  /** The person in front of the screen says yes. */
  private Answer consent(Call call) {
    var asked = call.query();
    var redirect = asked.getOrDefault("redirect_uri", "");
    if (!call.method().equals("GET")
        || !Xero.CLIENT_ID.equals(asked.get("client_id"))
        || !"code".equals(asked.get("response_type"))
        || !asked.getOrDefault("scope", "").contains("offline_access")
        || redirect.isEmpty()) {
      return Answer.json(400, Json.object().put("error", "invalid_request"));
    }
    var code = UUID.randomUUID().toString().replace("-", "");
    data.consents.put(code, new OrgData.Consent(redirect, data.now().plus(CODE)));
    var state = URLEncoder.encode(asked.getOrDefault("state", ""), StandardCharsets.UTF_8);
    return Answer.empty(302)
        .with(
            "Location",
            redirect + (redirect.contains("?") ? "&" : "?") + "code=" + code + "&state=" + state);
  }

  /** Every use of a refresh token gives a new one; the old one ends a little later. */
  private Answer token(Call call) {
    if (!call.method().equals("POST") || !call.basicIs(Xero.CLIENT_ID, Xero.CLIENT_SECRET)) {
      return Answer.json(400, Json.object().put("error", "invalid_client"));
    }
    var form = Call.form(call.body());
    return switch (form.getOrDefault("grant_type", "")) {
      case "refresh_token" -> {
        var old = form.getOrDefault("refresh_token", "");
        var until = data.refreshTokens.get(old);
        if (until == null || !isAlive(until)) {
          yield dead();
        }
        var graceEnds = data.now().plus(GRACE);
        data.refreshTokens.put(old, until.isBefore(graceEnds) ? until : graceEnds);
        yield given();
      }
      case "authorization_code" -> {
        var code = form.getOrDefault("code", "");
        var consent = data.consents.get(code);
        data.consents.remove(code);
        yield consent != null
                && isAlive(consent.until())
                && consent.redirectUri().equals(form.get("redirect_uri"))
            ? given()
            : dead();
      }
      default -> Answer.json(400, Json.object().put("error", "unsupported_grant_type"));
    };
  }

  private Answer dead() {
    data.counters.up("deadRefreshTokens");
    return Answer.json(400, Json.object().put("error", "invalid_grant"));
  }

  private Answer given() {
    var now = data.now();
    for (var token : List.copyOf(data.accessTokens.rows().entrySet())) {
      // Expired ones stay for a day, so that they can be told apart from unknown ones.
      if (token.getValue().plus(Duration.ofDays(1)).isBefore(now)) {
        data.accessTokens.remove(token.getKey());
      }
    }
    var access = "eyJ" + UUID.randomUUID().toString().replace("-", "");
    data.accessTokens.put(access, now.plus(accessLifetime));
    data.counters.up("tokensGiven");
    var answer = Json.object().put("token_type", "Bearer").put("access_token", access);
    answer.put("refresh_token", connect()).put("expires_in", accessLifetime.toSeconds());
    return Answer.json(200, answer.put("scope", "offline_access")).withEffect();
  }

  private boolean isAlive(@Nullable Instant until) {
    return until != null && data.now().isBefore(until);
  }

  private static void clear(Table<?> tokens) {
    tokens.rows().keySet().stream().toList().forEach(tokens::remove);
  }
}
