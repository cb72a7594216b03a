package dev.tillbridge.sandbox.quickbooks;

import dev.tillbridge.sandbox.SandboxOptions;
import dev.tillbridge.sandbox.control.Catalogue;
import dev.tillbridge.sandbox.control.SimulatedSystem;
import dev.tillbridge.sandbox.control.UnderWay;
import dev.tillbridge.sandbox.store.Store;
import dev.tillbridge.sandbox.wire.Answer;
import dev.tillbridge.sandbox.wire.Call;
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

  /** More than so many at once are refused (Intuit, "Concurrent API use"). */
  private static final int TOGETHER_MOST = 10;

  private static final String COMPANY = "/v3/company/";
  private static final String PEAK = "peakConcurrent";

  private final CompanyData data;
  private final Furniture furniture;
  private final CompanyApi api;
  private final Tokens tokens;
  private final CompanyControl control;
  private final RateLimit limit = new RateLimit();
  private final UnderWay underWay = new UnderWay();

  /** Opens the company. */
  public QuickBooks(Store store, SandboxOptions options) {
    super("quickbooks", store, options.seed());
    data = new CompanyData(store, options.clock());
    furniture = new Furniture(data);
    api = new CompanyApi(data);
    tokens = new Tokens(data, options.tokenLifetime());
    control = new CompanyControl(data, furniture, tokens);
    locked(() -> {
      furniture.place();
      return true;
    });
  }

  @Override
  protected Answer answer(Call call) {
    try {
      var token = tokens.answer(call);
      if (token != null) {
        return token;
      }
      if (!call.path().startsWith(COMPANY)) {
        return Answer.empty(404);
      }
      tokens.authenticate(call, COMPANY + REALM);
      var below = call.below(COMPANY + REALM);
      boolean batch = below.is("POST", "/batch");
      if (call.together() > data.counters.get(PEAK)) {
        data.counters.up(PEAK, call.together() - data.counters.get(PEAK));
      }
      if (call.together() > TOGETHER_MOST || !limit.allows(data.now(), batch)) {
        data.counters.up("overLimit");
        throw Fault.throttled();
      }
      data.counters.up("requests");
      if (batch) {
        data.counters.up("batches");
      }
      return api.answer(below);
    } catch (Fault fault) {
      data.counters.up("fault." + fault.code());
      return fault.answer(data.now().toString());
    }
  }

  @Override
  protected int arrived(Call call) {
    return call.path().startsWith(COMPANY) ? underWay.enter() : 0;
  }

  @Override
  protected void leaves(Call call, int afterMillis) {
    if (call.path().startsWith(COMPANY)) {
      underWay.leave(afterMillis);
    }
  }

  @Override
  protected Answer controlled(Call call) {
    var answer = control.answer(call);
    return answer == null ? super.controlled(call) : answer;
  }

  @Override
  protected Answer throttled(Call call) {
    return Fault.throttled().answer(data.now().toString());
  }

  @Override
  protected boolean isTokenCall(Call call) {
    return call.path().equals(Tokens.TOKEN_PATH);
  }

  @Override
  protected JsonNode tellTruth() {
    return CompanyTruth.tell(data);
  }

  @Override
  protected void add(Catalogue catalogue) {
    furniture.add(catalogue);
  }

  @Override
  protected void furnish() {
    furniture.place();
  }
}
