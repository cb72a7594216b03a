package dev.tillbridge.connector.shopify;

import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.shop.ShopAccess.ApiVersion;
import dev.tillbridge.model.shop.ShopAccess.Credentials;
import dev.tillbridge.model.shop.ShopAccess.Credentials.Kind;
import dev.tillbridge.model.shop.ShopInstall;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How we are let into one shop. */
final class Connection {

  private final ShopifySettings settings;
  private final GraphQl graphQl;
  private final Bearer bearer;
  private final Scopes scopes;
  private final @Nullable Installation install;

  Connection(
      ShopifySettings settings, GraphQl graphQl, Bearer bearer, @Nullable Installation install) {
    this.settings = settings;
    this.graphQl = graphQl;
    this.bearer = bearer;
    this.scopes = new Scopes(graphQl);
    this.install = install;
  }

  Credentials credentials() {
    var own = settings.accessToken() == null ? Kind.OWN_APP : Kind.FIXED;
    return new Credentials(install == null ? own : Kind.PUBLIC_APP, bearer.expires());
  }

  Outcome<Set<String>> granted() {
    return scopes.granted();
  }

  ApiVersion version() {
    var asked = settings.apiVersion();
    return new ApiVersion(asked, graphQl.served(), ApiCalendar.end(asked));
  }

  Optional<ShopInstall> install() {
    return Optional.ofNullable(install);
  }
}
