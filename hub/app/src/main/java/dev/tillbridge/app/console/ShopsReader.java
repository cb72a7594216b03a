package dev.tillbridge.app.console;

import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.shops.Privacy;
import dev.tillbridge.hub.shops.PrivacyView;
import dev.tillbridge.hub.shops.ShopState;
import dev.tillbridge.hub.shops.ShopStates;
import dev.tillbridge.hub.shops.ShopWatch;
import dev.tillbridge.hub.shops.VersionWarning;
import dev.tillbridge.model.shop.ShopAccess;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts together what the page Shops shows. */
@Component
class ShopsReader {

  private final ShopWatch watch;
  private final ShopStates states;
  private final Privacy privacy;
  private final Places places;
  private final InstantSource clock;

  ShopsReader(
      ShopWatch watch, ShopStates states, Privacy privacy, Places places, InstantSource clock) {
    this.watch = watch;
    this.states = states;
    this.privacy = privacy;
    this.places = places;
    this.clock = clock;
  }

  List<ShopView> read() {
    var now = clock.instant();
    var zone = places.all().isEmpty() ? ZoneOffset.UTC : places.all().getFirst().timeZone();
    var words = new Words(zone, now);
    return new TreeMap<>(watch.shops())
        .values().stream().map(shop -> view(shop, words, now)).toList();
  }

  private ShopView view(ShopAccess shop, Words words, Instant now) {
    var state = states.of(shop.shop());
    var warning = VersionWarning.of(shop.version(), now);
    var scopes = scopes(shop, state);
    boolean complete = scopes.stream().allMatch(scope -> scope.without() == null);
    var pill = !state.installed()
        ? "Removed"
        : state.checkedAt() == null
            ? "Not checked yet"
            : state.trouble() != null ? "In trouble" : complete ? "Connected" : "Not allowed all";
    var tone = !state.installed() || state.trouble() != null
        ? "bad"
        : state.checkedAt() != null && complete ? "good" : "warn";
    return new ShopView(
        shop.shop(),
        pill,
        tone,
        time(words, state.since()),
        state.installed()
            ? state.trouble()
            : "The shop has removed the app. It is not called any more; what the hub knows stays.",
        warning.map(VersionWarning::words).orElse(null),
        warning.map(VersionWarning::urgent).orElse(false),
        token(shop, words),
        version(shop),
        time(words, state.checkedAt()),
        time(words, state.lastWebhook()),
        time(words, state.lastPoll()),
        scopes,
        state.subscriptions().stream()
            .map(one -> new ShopView.News(
                one.topic(), one.address(), words.time(one.madeAt()), words.time(one.seenAt())))
            .toList(),
        privacy.requests(shop.shop()).stream()
            .map(one -> request(one, words, now))
            .toList(),
        shop.install().isPresent());
  }

  private static List<ShopView.Scope> scopes(ShopAccess shop, ShopState state) {
    if (state.checkedAt() == null) {
      return List.of();
    }
    var missing = shop.needs().stream()
        .filter(need -> !state.scopes().contains(need.scope()))
        .map(need -> new ShopView.Scope(need.scope(), need.without()));
    var granted =
        new TreeSet<>(state.scopes()).stream().map(name -> new ShopView.Scope(name, null));
    return Stream.concat(missing, granted).toList();
  }

  private static String token(ShopAccess shop, Words words) {
    var credentials = shop.credentials();
    var expires = credentials.expires();
    var kind = switch (credentials.kind()) {
      case FIXED -> "A fixed token of the shop's own app";
      case OWN_APP -> "The shop's own app";
      case PUBLIC_APP -> "A public app";
    };
    return expires == null ? kind : kind + ", token until " + words.time(expires);
  }

  private static String version(ShopAccess shop) {
    var version = shop.version();
    var ends = version.ends();
    return version.asked()
        + (ends == null ? "" : ", until " + ends.atZone(ZoneOffset.UTC).toLocalDate());
  }

  private static ShopView.Request request(PrivacyView one, Words words, Instant now) {
    var done = one.doneAt();
    return new ShopView.Request(
        one.id(),
        one.kind(),
        switch (one.kind()) {
          case DATA_REQUEST -> "A customer asks what is kept about him";
          case CUSTOMER_REDACT -> "A customer wants to be forgotten";
          case SHOP_REDACT -> "All customers of the shop must be forgotten";
        },
        words.time(one.askedAt()),
        one.dueAt().atZone(ZoneOffset.UTC).toLocalDate().toString(),
        done == null ? null : words.time(done) + ", " + by(one.doneBy()),
        done == null && now.isAfter(one.dueAt()));
  }

  private static String by(@Nullable String who) {
    return who == null || who.equals("hub") ? "by itself" : who;
  }

  private static String time(Words words, @Nullable Instant at) {
    return at == null ? "never" : words.time(at);
  }
}
