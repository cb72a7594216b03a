package dev.tillbridge.connector.xero;

import dev.tillbridge.connector.xero.Wire.Sent;
import dev.tillbridge.model.access.RefreshTokens;
import dev.tillbridge.model.access.TokenStore;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import okhttp3.Credentials;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The access token of one organisation, renewed by one thread at a time. A refresh token that Xero
 * replaced is kept until its successor has worked: should the successor have been lost on the way, the
 * old one still opens the door for half an hour.
 */
final class AccessTokens {

  /** An access token this close to its end is not used any more: the call itself takes time. */
  private static final Duration RENEW_EARLY = Duration.ofMinutes(5);

  private static final Duration PAUSE = Duration.ofMinutes(1);
  private static final Logger LOG = LoggerFactory.getLogger(AccessTokens.class);

  private final XeroSettings settings;
  private final TokenStore store;
  private final Wire wire;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Access access;
  private @Nullable Unsaved unsaved;
  private @Nullable Lost lost;
  private volatile boolean cut;

  private record Access(String token, Instant until) {}

  /** A refresh that worked but could not be kept; {@code base} is what the store still holds. */
  private record Unsaved(RefreshTokens base, RefreshTokens next) {}

  /** Tokens that Xero refused, so that we do not knock with them at every sale. */
  private record Lost(RefreshTokens tokens, Instant until) {}

  AccessTokens(XeroSettings settings, TokenStore store, Wire wire, InstantSource clock) {
    this.settings = settings;
    this.store = store;
    this.wire = wire;
    this.clock = clock;
  }

  /** A token to sign with, or NotSent with the reason why there is none. */
  Outcome<String> bearer() {
    lock.lock();
    try {
      var known = access;
      return known != null && clock.instant().isBefore(known.until())
          ? new Delivered<>(known.token())
          : store.alone(this::refresh);
    } catch (RuntimeException e) {
      LOG.warn("The store of Xero' refresh token failed", e);
      return new NotSent<>("cannot keep Xero' refresh token: " + e.getMessage(), PAUSE);
    } finally {
      lock.unlock();
    }
  }

  /** Xero did not accept this one. */
  void forget(String refused) {
    lock.lock();
    try {
      // Another thread may have renewed it meanwhile.
      if (access != null && access.token().equals(refused)) {
        access = null;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether they do not let us in any more, as far as was last asked. */
  boolean isCut() {
    return cut;
  }

  /**
   * Exchanges what an owner's consent gave for tokens, and keeps them.
   *
   * @param check whether the access token that came is for our organisation; nothing is kept if not
   * @return the access token; refused when the code is none of theirs, or was used before
   */
  Outcome<String> connect(String code, String redirect, Function<String, Outcome<String>> check) {
    lock.lock();
    try {
      return store.alone(() -> {
        var asked = clock.instant();
        var sent = post("grant_type=authorization_code&code=" + encoded(code) + "&redirect_uri="
            + encoded(redirect));
        if (isRefused(sent)) {
          return new Refused<>("Xero does not know this consent; it is good once, and soon");
        }
        if (!(sent instanceof Sent.Came came)) {
          return new NotSent<>("no answer from Xero to the consent", null);
        }
        var answer = came.json();
        var checked =
            check.apply(answer == null ? "" : answer.path("access_token").asString(""));
        if (!(checked instanceof Delivered<String>)) {
          return checked;
        }
        unsaved = null;
        return accept(came, null, asked);
      });
    } catch (RuntimeException e) {
      LOG.warn("The store of Xero' refresh token failed", e);
      return new NotSent<>("cannot keep Xero' refresh token: " + e.getMessage(), PAUSE);
    } finally {
      lock.unlock();
    }
  }

  private Outcome<String> refresh() {
    saveWhatIsUnsaved();
    var tokens = store.load();
    if (tokens == null) {
      cut = true;
      return new NotSent<>("Xero is not connected: connect it first", PAUSE);
    }
    if (lost != null && lost.tokens().equals(tokens) && clock.instant().isBefore(lost.until())) {
      return connectionLost();
    }
    var asked = clock.instant();
    var sent = ask(tokens.current());
    if (isRefused(sent) && tokens.previous() != null) {
      sent = ask(tokens.previous());
      tokens = new RefreshTokens(tokens.previous(), null);
    }
    if (isRefused(sent)) {
      LOG.error("Xero connection lost: its refresh token is refused, connect again");
      var loaded = store.load();
      lost = loaded == null ? null : new Lost(loaded, asked.plus(PAUSE));
      return connectionLost();
    }
    return switch (sent) {
      case Sent.NotGone(var why) -> new NotSent<>("cannot reach Xero: " + why, null);
      case Sent.NoAnswer(var why) -> new NotSent<>("no access token from Xero: " + why, null);
      case Sent.Came came -> accept(came, tokens, asked);
    };
  }

  /** {@code used} is the token that was exchanged; null after a consent. */
  private Outcome<String> accept(Sent.Came came, @Nullable RefreshTokens used, Instant asked) {
    var answer = came.json();
    boolean unknown = is(came, "invalid_client");
    cut = unknown;
    if (came.status() != 200
        || answer == null
        || answer.path("access_token").asString("").isEmpty()
        || !answer.path("expires_in").isInt()) {
      return new NotSent<>(
          unknown
              ? "Xero connection lost: it does not accept our client id and secret"
              : "no access token from Xero but " + came.status(),
          PAUSE);
    }
    var next = answer.path("refresh_token").asString("");
    if (used == null && next.isEmpty()) {
      return new NotSent<>("no refresh token from Xero", PAUSE);
    }
    var kept = used == null
        ? new RefreshTokens(next, null)
        : next.isEmpty() || next.equals(used.current())
            ? new RefreshTokens(used.current(), null)
            : new RefreshTokens(next, used.current());
    var base = store.load();
    if (!kept.equals(base)) {
      unsaved = base == null ? null : new Unsaved(base, kept);
      store.save(kept);
      unsaved = null;
    }
    var fresh = new Access(
        answer.path("access_token").asString(""),
        asked.plusSeconds(answer.path("expires_in").intValue()).minus(RENEW_EARLY));
    access = fresh;
    lost = null;
    return new Delivered<>(fresh.token());
  }

  private void saveWhatIsUnsaved() {
    var pending = unsaved;
    if (pending != null) {
      // If the store moved on, somebody connected anew or another hub refreshed: theirs is newer.
      if (pending.base().equals(store.load())) {
        store.save(pending.next());
      }
      unsaved = null;
    }
  }

  private Sent ask(String refreshToken) {
    return post("grant_type=refresh_token&refresh_token=" + encoded(refreshToken));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private Sent post(String form) {
    return wire.send(new Request.Builder()
        .url(settings.tokenUrl().toString())
        .header(
            "Authorization",
            Credentials.basic(settings.clientId(), settings.clientSecret(), StandardCharsets.UTF_8))
        .header("Accept", "application/json")
        .post(Wire.once(form, "application/x-www-form-urlencoded"))
        .build());
  }

  private static boolean isRefused(Sent sent) {
    return sent instanceof Sent.Came came && is(came, "invalid_grant");
  }

  private static boolean is(Sent.Came came, String error) {
    var answer = came.status() == 400 || came.status() == 401 ? came.json() : null;
    return answer != null && answer.path("error").asString("").equals(error);
  }

  private Outcome<String> connectionLost() {
    cut = true;
    return new NotSent<>("Xero connection lost: connect again", PAUSE);
  }
}
