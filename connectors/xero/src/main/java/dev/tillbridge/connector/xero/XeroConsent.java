package dev.tillbridge.connector.xero;

import dev.tillbridge.connector.xero.Wire.Sent;
import dev.tillbridge.model.books.BooksConsent;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import java.net.URI;
import java.util.Map;
import okhttp3.HttpUrl;
import okhttp3.Request;

/** The consent of an owner, by OAuth 2 as Xero speaks it. */
final class XeroConsent implements BooksConsent {

  /** Since March 2026 an app asks for each kind of document by itself. */
  private static final String SCOPE = "offline_access accounting.settings accounting.contacts"
      + " accounting.invoices accounting.payments accounting.banktransactions"
      + " accounting.manualjournals";

  private final XeroSettings settings;
  private final Wire wire;
  private final AccessTokens tokens;

  XeroConsent(XeroSettings settings, Wire wire, AccessTokens tokens) {
    this.settings = settings;
    this.wire = wire;
    this.tokens = tokens;
  }

  @Override
  public URI page(URI back, String state) {
    return HttpUrl.get(settings.consentUrl().toString())
        .newBuilder()
        .addQueryParameter("client_id", settings.clientId())
        .addQueryParameter("response_type", "code")
        .addQueryParameter("scope", SCOPE)
        .addQueryParameter("redirect_uri", back.toString())
        .addQueryParameter("state", state)
        .build()
        .uri();
  }

  @Override
  public Outcome<String> accept(Map<String, String> query, URI back) {
    var code = query.getOrDefault("code", "");
    if (code.isEmpty()) {
      return new Refused<>(
          "Xero gave no access: " + query.getOrDefault("error", "no reason given"));
    }
    return tokens
        .connect(code, back.toString(), this::isForUs)
        .map(_ -> "organisation " + settings.tenant());
  }

  /** Sales must not go into other books only because somebody chose another organisation there. */
  private Outcome<String> isForUs(String access) {
    var url = HttpUrl.get(settings.baseUrl().toString())
        .newBuilder()
        .addPathSegment("connections")
        .build();
    var sent = wire.send(new Request.Builder()
        .url(url)
        .header("Authorization", "Bearer " + access)
        .header("Accept", "application/json")
        .build());
    var list = sent instanceof Sent.Came came && came.status() == 200 ? came.json() : null;
    if (list == null) {
      return new NotSent<>("Xero does not tell for which organisation the consent is", null);
    }
    for (var one : list) {
      if (Json.text(one, "tenantId").equals(settings.tenant().toString())) {
        return new Delivered<>(access);
      }
    }
    return new Refused<>("the consent is for another organisation than " + settings.tenant());
  }
}
