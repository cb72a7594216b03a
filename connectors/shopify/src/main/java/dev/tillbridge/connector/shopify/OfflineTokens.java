package dev.tillbridge.connector.shopify;

import dev.tillbridge.connector.shopify.Transport.Answer;
import dev.tillbridge.model.access.RefreshTokens;
import dev.tillbridge.model.access.RefreshTokens.Access;
import dev.tillbridge.model.access.TokenStore;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The token of a public app: an hour long, renewed with a refresh token that Shopify replaces each
 * time (shopify.dev, "Offline access tokens"). A new access token ends the one before it, so all
 * hubs on a database use the stored one, and one of them at a time renews it. The refresh token that
 * was used is kept beside its successor: Shopify honours it until the successor is used, which is
 * what saves the connection when the answer was lost.
 */
final class OfflineTokens implements Bearer {

  private static final Logger log = LoggerFactory.getLogger(OfflineTokens.class);

  /** A token this close to its end is renewed: a call takes time too. */
  static final Duration EARLY = Duration.ofMinutes(5);

  private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);
  private static final Duration AFTER_REFUSAL = Duration.ofMinutes(1);

  private final String shop;
  private final TokenEnd end;
  private final TokenStore store;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable Access access;
  private @Nullable String refused;
  private @Nullable Resting resting;

  /** Why there is no token, and with which tokens nobody tries again before this time. */
  private record Resting(RefreshTokens tokens, String why, Instant until) {}

  OfflineTokens(String shop, TokenEnd end, TokenStore store, InstantSource clock) {
    this.shop = shop;
    this.end = end;
    this.store = store;
    this.clock = clock;
  }

  @Override
  public Outcome<String> current() {
    var known = access;
    if (known != null && isFresh(known)) {
      return new Delivered<>(known.value());
    }
    // While the old one lives, one thread renews it and the others go on.
    if (known != null && isAlive(known) && !lock.tryLock()) {
      return new Delivered<>(known.value());
    }
    if (!lock.isHeldByCurrentThread()) {
      lock.lock();
    }
    try {
      return fresh();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean reject(String token) {
    lock.lock();
    try {
      var known = access;
      if (known != null && known.value().equals(token)) {
        access = null;
      }
      refused = token;
      return true;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public @Nullable Instant expires() {
    var known = access;
    return known == null ? null : known.expires();
  }

  /** Keeps what came with an owner's consent. */
  void accept(RefreshTokens granted) {
    lock.lock();
    try {
      store.alone(() -> {
        store.save(granted);
        return true;
      });
      access = granted.access();
      resting = null;
    } finally {
      lock.unlock();
    }
  }

  private Outcome<String> fresh() {
    var known = access;
    if (known != null && isFresh(known)) {
      return new Delivered<>(known.value());
    }
    Outcome<String> renewed;
    try {
      var tokens = store.load();
      var rest = resting(tokens);
      renewed = rest == null ? store.alone(this::storedOrRenewed) : notYet(rest);
    } catch (RuntimeException e) {
      log.warn("{}: the store of the tokens failed", shop, e);
      renewed = new NotSent<>("cannot keep Shopify's tokens: " + e.getMessage(), AFTER_FAILURE);
    }
    return !(renewed instanceof Delivered<String>) && known != null && isAlive(known)
        ? new Delivered<>(known.value())
        : renewed;
  }

  /** Alone among all hubs: another one may have renewed it while we waited. */
  private Outcome<String> storedOrRenewed() {
    var tokens = store.load();
    if (tokens == null) {
      return new NotSent<>(
          shop + " has not let the app in yet: install it from the page Shops", AFTER_REFUSAL);
    }
    var stored = tokens.access();
    if (stored != null && isFresh(stored) && !stored.value().equals(refused)) {
      access = stored;
      return new Delivered<>(stored.value());
    }
    return renewed(tokens);
  }

  private Outcome<String> renewed(RefreshTokens tokens) {
    var used = tokens.current();
    var answer = ask(used);
    var previous = tokens.previous();
    if (isInvalid(answer) && previous != null) {
      log.warn("{}: the newest refresh token is not accepted, trying the one before", shop);
      used = previous;
      answer = ask(previous);
    }
    if (isInvalid(answer)) {
      log.error("{}: Shopify accepts no refresh token of ours any more", shop);
      return rest(
          tokens,
          "Shopify connection lost: install the app again from the page Shops",
          AFTER_REFUSAL);
    }
    return switch (answer) {
      case Answer.Heard heard when heard.status() == 200 -> take(tokens, used, heard);
      case Answer.Heard heard
      when heard.status() == 429 ->
        rest(
            tokens,
            "Shopify asks to wait before it gives an access token",
            Judgement.retryAfter(heard.retryAfter(), clock.instant()));
      case Answer.Heard heard
      when heard.status() >= 500 ->
        rest(tokens, "no access token: Shopify answered " + heard.status(), AFTER_FAILURE);
      case Answer.Heard heard ->
        rest(
            tokens,
            "Shopify does not accept the app's credentials: it answered " + heard.status(),
            AFTER_REFUSAL);
      case Answer.NotReached(var why) -> rest(tokens, why, AFTER_FAILURE);
      // It may have given out new ones that we never saw; the old one still counts until they do.
      case Answer.Lost(var why) -> rest(tokens, "no access token: " + why, AFTER_FAILURE);
    };
  }

  private Outcome<String> take(RefreshTokens before, String used, Answer.Heard heard) {
    var next = Grants.read(heard.body(), used, clock.instant());
    if (next == null) {
      return rest(before, "no access token in Shopify's answer", AFTER_REFUSAL);
    }
    // Stored before used: should this fail, the old refresh token is still good.
    store.save(next);
    var fresh = java.util.Objects.requireNonNull(next.access());
    access = fresh;
    refused = null;
    resting = null;
    log.info("{}: new access token, good until {}", shop, fresh.expires());
    return new Delivered<>(fresh.value());
  }

  private Answer ask(String refreshToken) {
    return end.ask(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
  }

  /** Shopify's word for a refresh token that is over, replaced or was never good. */
  private static boolean isInvalid(Answer answer) {
    if (!(answer instanceof Answer.Heard heard) || heard.status() / 100 != 4) {
      return false;
    }
    var json = Json.objectOrNull(heard.body());
    var error = json == null ? "" : json.path("error").stringValue("");
    return error.equals("invalid_grant") || error.equals("invalid_refresh_token");
  }

  private Outcome<String> rest(RefreshTokens tokens, String why, Duration pause) {
    resting = new Resting(tokens, why, clock.instant().plus(pause));
    log.warn("{}: {}", shop, why);
    return new NotSent<>(why, pause);
  }

  /** A failure so recent that asking again with the same tokens would be hammering. */
  private @Nullable Resting resting(@Nullable RefreshTokens tokens) {
    var rest = resting;
    return rest != null && rest.tokens().equals(tokens) && clock.instant().isBefore(rest.until())
        ? rest
        : null;
  }

  private Outcome<String> notYet(Resting rest) {
    return new NotSent<>(rest.why(), Duration.between(clock.instant(), rest.until()));
  }

  private boolean isFresh(Access token) {
    return clock.instant().isBefore(token.expires().minus(EARLY));
  }

  private boolean isAlive(Access token) {
    return clock.instant().isBefore(token.expires());
  }
}
