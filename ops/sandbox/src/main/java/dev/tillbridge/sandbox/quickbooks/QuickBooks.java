package dev.tillbridge.sandbox.quickbooks;

import dev.tillbridge.sandbox.SandboxOptions;
import dev.tillbridge.sandbox.control.Catalogue;
import dev.tillbridge.sandbox.control.SimulatedSystem;
import dev.tillbridge.sandbox.store.Store;
import dev.tillbridge.sandbox.store.Table;
import dev.tillbridge.sandbox.wire.Answer;
import dev.tillbridge.sandbox.wire.Call;
import dev.tillbridge.sandbox.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** One QuickBooks Online company, and the token service in front of it. */
public final class QuickBooks extends SimulatedSystem {

  /** The one company there is. */
  public static final String REALM = "9130350000000001";

  /** The demo app's client id. */
  public static final String CLIENT_ID = "demo-qbo";

  /** The demo app's secret. */
  public static final String CLIENT_SECRET = "demo-qbo-secret";

  /** The refresh token a new company accepts once. */
  public static final String FIRST_REFRESH_TOKEN = "demo-qbo-refresh-1";

  private static final String TOKEN_PATH = "/oauth2/v1/tokens/bearer";
  private static final String COMPANY = "/v3/company/";
  private static final Duration ACCESS_AT_MOST = Duration.ofHours(1);
  private static final Duration REFRESH = Duration.ofDays(100);

  private final CompanyData data;
  private final CompanyApi api;
  private final RateLimit limit = new RateLimit();
  private final Duration accessLifetime;

  /** Opens the company. */
  public QuickBooks(Store store, SandboxOptions options) {
    super("quickbooks", store, options.seed());
    data = new CompanyData(store, options.clock());
    api = new CompanyApi(data);
    var wanted = options.tokenLifetime();
    accessLifetime = wanted.compareTo(ACCESS_AT_MOST) < 0 ? wanted : ACCESS_AT_MOST;
    locked(() -> {
      data.furnish();
      return true;
    });
  }

  @Override
  protected Answer answer(Call call) {
    try {
      if (isTokenCall(call)) {
        return token(call);
      }
      if (!call.path().startsWith(COMPANY)) {
        return Answer.empty(404);
      }
      authenticate(call);
      if (!limit.allows(data.now())) {
        data.counters.up("overLimit");
        throw Fault.throttled();
      }
      data.counters.up("requests");
      return api.answer(call.below(COMPANY + REALM));
    } catch (Fault fault) {
      data.counters.up("fault." + fault.code());
      return fault.answer(data.now().toString());
    }
  }

  @Override
  protected Answer throttled(Call call) {
    return Fault.throttled().answer(data.now().toString());
  }

  @Override
  protected boolean isTokenCall(Call call) {
    return call.path().equals(TOKEN_PATH);
  }

  @Override
  protected JsonNode tellTruth() {
    return CompanyTruth.tell(data);
  }

  @Override
  protected void add(Catalogue catalogue) {
    data.add(catalogue);
  }

  @Override
  protected void furnish() {
    data.furnish();
  }

  private void authenticate(Call call) {
    var token = call.bearer();
    var end = token == null ? null : data.accessTokens.get(token);
    if (end == null || !data.now().isBefore(end)) {
      throw Fault.authentication("Token " + (end == null ? "invalid" : "expired"));
    }
    if (!call.path().startsWith(COMPANY + REALM + "/")) {
      throw Fault.authentication("The token is not for this company");
    }
  }

  /** Every use of a refresh token gives a new one and ends the old one. */
  private Answer token(Call call) {
    if (!call.method().equals("POST") || !call.basicIs(CLIENT_ID, CLIENT_SECRET)) {
      return Answer.json(401, Json.object().put("error", "invalid_client"));
    }
    var form = Call.form(call.body());
    if (!"refresh_token".equals(form.get("grant_type"))) {
      return Answer.json(400, Json.object().put("error", "unsupported_grant_type"));
    }
    var old = form.getOrDefault("refresh_token", "");
    var end = data.refreshTokens.get(old);
    var now = data.now();
    if (end == null || !now.isBefore(end)) {
      data.counters.up("deadRefreshTokens");
      var why = Json.object().put("error", "invalid_grant");
      why.put("error_description", "Incorrect or invalid refresh token");
      return Answer.json(400, why);
    }
    data.refreshTokens.remove(old);
    prune(data.accessTokens, now);
    var refresh = "AB1" + UUID.randomUUID().toString().replace("-", "");
    var access = "eyJ" + UUID.randomUUID().toString().replace("-", "");
    data.refreshTokens.put(refresh, now.plus(REFRESH));
    data.accessTokens.put(access, now.plus(accessLifetime));
    data.counters.up("tokensGiven");
    var answer = Json.object().put("token_type", "bearer").put("access_token", access);
    answer.put("refresh_token", refresh).put("expires_in", accessLifetime.toSeconds());
    answer.put("x_refresh_token_expires_in", now.until(now.plus(REFRESH), ChronoUnit.SECONDS));
    return Answer.json(200, answer).withEffect();
  }

  private static void prune(Table<Instant> tokens, Instant now) {
    for (var token : List.copyOf(tokens.rows().entrySet())) {
      if (!now.isBefore(token.getValue())) {
        tokens.remove(token.getKey());
      }
    }
  }
}
