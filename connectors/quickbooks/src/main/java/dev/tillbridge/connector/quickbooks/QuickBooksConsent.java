package dev.tillbridge.connector.quickbooks;

import dev.tillbridge.model.books.BooksConsent;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Refused;
import java.net.URI;
import java.util.Map;
import okhttp3.HttpUrl;

/** The consent of an owner, by OAuth 2 as Intuit speaks it. */
final class QuickBooksConsent implements BooksConsent {

  private static final String SCOPE = "com.intuit.quickbooks.accounting";

  private final QuickBooksSettings settings;
  private final AccessTokens tokens;

  QuickBooksConsent(QuickBooksSettings settings, AccessTokens tokens) {
    this.settings = settings;
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
          "QuickBooks gave no access: " + query.getOrDefault("error", "no reason given"));
    }
    // Sales must not go into the books of another company only because somebody chose it there.
    if (!settings.realmId().equals(query.get("realmId"))) {
      return new Refused<>("the consent is for another company than " + settings.realmId());
    }
    return tokens.connect(code, back.toString()).map(_ -> "company " + settings.realmId());
  }
}
