package dev.tillbridge.sandbox.xero;

import dev.tillbridge.sandbox.SandboxOptions;
import dev.tillbridge.sandbox.control.Catalogue;
import dev.tillbridge.sandbox.control.SimulatedSystem;
import dev.tillbridge.sandbox.control.UnderWay;
import dev.tillbridge.sandbox.store.Store;
import dev.tillbridge.sandbox.wire.Answer;
import dev.tillbridge.sandbox.wire.Call;
import tools.jackson.databind.JsonNode;

/** One organisation at Xero, and the token service in front of it. */
public final class Xero extends SimulatedSystem {

  /** The one organisation there is. */
  public static final String TENANT = "45e4708e-d862-4111-ab3a-dd8cd03913e1";

  /** The demo app's client id. */
  public static final String CLIENT_ID = "demo-xero";

  /** The demo app's secret. */
  public static final String CLIENT_SECRET = "demo-xero-secret";

  /** The refresh token a new organisation accepts once. */
  public static final String FIRST_REFRESH_TOKEN = "demo-xero-refresh-1";

  private static final String API = "/api.xro/2.0";

  private final OrgData data;
  private final Furniture furniture;
  private final OrgApi api;
  private final Tokens tokens;
  private final OrgControl control;
  private final Limits limits = new Limits();
  private final UnderWay underWay = new UnderWay();

  /** Opens the organisation. */
  public Xero(Store store, SandboxOptions options) {
    super("xero", store, options.seed());
    data = new OrgData(store, options.clock());
    furniture = new Furniture(data);
    api = new OrgApi(data);
    tokens = new Tokens(data, options.tokenLifetime());
    control = new OrgControl(data, tokens, api);
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
      if (!call.path().startsWith(API + "/")) {
        return Answer.empty(404);
      }
      tokens.authenticate(call);
      if (!TENANT.equals(call.header("Xero-Tenant-Id"))) {
        throw Refusal.forbidden();
      }
      limits.check(data.now(), call.together());
      data.counters.up("requests");
      return api.answer(call.below(API))
          .with("X-MinLimit-Remaining", Integer.toString(limits.leftInMinute()));
    } catch (Refusal refusal) {
      data.counters.up("refusal." + refusal.tally());
      return refusal.answer();
    }
  }

  @Override
  protected int arrived(Call call) {
    return call.path().startsWith(API) ? underWay.enter() : 0;
  }

  @Override
  protected void leaves(Call call, int afterMillis) {
    if (call.path().startsWith(API)) {
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
    data.counters.up("refusal.limit");
    return Refusal.limit("minute", 7).answer();
  }

  @Override
  protected boolean isTokenCall(Call call) {
    return call.path().equals(Tokens.TOKEN_PATH);
  }

  @Override
  protected JsonNode tellTruth() {
    return OrgTruth.tell(data);
  }

  @Override
  protected void add(Catalogue catalogue) {
    furniture.add(catalogue);
  }

  @Override
  protected void furnish() {
    limits.reset();
    furniture.place();
  }
}
