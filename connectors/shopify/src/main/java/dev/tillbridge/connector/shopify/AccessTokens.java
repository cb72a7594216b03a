package dev.tillbridge.connector.shopify;

import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The token that every call carries. A token by client credentials lives 24 hours and has no refresh
 * token: we ask for a new one in time (shopify.dev, "Client credentials grant"). One thread asks;
 * the others go on with the old token while it lives, and wait when there is none.
 */
final class AccessTokens implements Bearer {

  private static final Logger log = LoggerFactory.getLogger(AccessTokens.class);
  private static final Duration EARLY = Duration.ofMinutes(10);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
  static final Duration PAUSE_AFTER_REFUSAL = Duration.ofMinutes(1);

  /** A token and until when it is good. */
  private record Token(String value, Instant renewFrom, Instant expires) {}

  /** Why the last attempt failed, and that nobody tries again before this time. */
  private record Failure(String why, Instant notBefore) {}

  private final ShopifySettings settings;
  private final TokenEnd end;
  private final InstantSource clock;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile @Nullable Token token;
  private volatile @Nullable Failure failure;

  AccessTokens(ShopifySettings settings, TokenEnd end, InstantSource clock) {
    this.settings = settings;
    this.end = end;
    this.clock = clock;
  }

  @Override
  public Outcome<String> current() {
    if (settings.accessToken() != null) {
      return new Delivered<>(settings.accessToken());
    }
    var known = living();
    if (known != null && clock.instant().isBefore(known.renewFrom())) {
      return new Delivered<>(known.value());
    }
    if (known != null) {
      renewUnlessSomebodyDoes(known);
      return new Delivered<>(Objects.requireNonNullElse(token, known).value());
    }
    asking.lock();
    try {
      return firstOrNew();
    } finally {
      asking.unlock();
    }
  }

  @Override
  public boolean reject(String refused) {
    asking.lock();
    try {
      var known = token;
      if (known != null && known.value().equals(refused)) {
        token = null;
      }
      return settings.accessToken() == null;
    } finally {
      asking.unlock();
    }
  }

  @Override
  public @Nullable Instant expires() {
    var known = token;
    return known == null ? null : known.expires();
  }

  private void renewUnlessSomebodyDoes(Token old) {
    if (asking.tryLock()) {
      try {
        // Somebody may have been done between our look and the lock.
        if (old.equals(token) && resting() == null) {
          ask();
        }
      } finally {
        asking.unlock();
      }
    }
  }

  /** Under the lock: whoever held it before us may have brought a token, or failed just now. */
  private Outcome<String> firstOrNew() {
    if (living() == null && resting() == null) {
      ask();
    }
    var known = living();
    if (known != null) {
      return new Delivered<>(known.value());
    }
    var failed = failure;
    if (failed == null) {
      return new NotSent<>("no access token", null);
    }
    var wait = Duration.between(clock.instant(), failed.notBefore());
    return new NotSent<>(failed.why(), wait.isNegative() ? Duration.ZERO : wait);
  }

  private @Nullable Token living() {
    var known = token;
    return known != null && clock.instant().isBefore(known.expires()) ? known : null;
  }

  /** A failure so recent that asking again would be hammering. */
  private @Nullable Failure resting() {
    var failed = failure;
    return failed != null && clock.instant().isBefore(failed.notBefore()) ? failed : null;
  }

  /** Asks Shopify; afterwards either the token is new or the failure tells why not. */
  private void ask() {
    var answer = end.ask(Map.of("grant_type", "client_credentials"));
    switch (answer) {
      case Transport.Answer.Heard heard when heard.status() == 200 -> take(heard.body());
      case Transport.Answer.Heard heard
      when heard.status() == 429 ->
        failed(
            "Shopify asks to wait before it gives an access token",
            Judgement.retryAfter(heard.retryAfter(), clock.instant()));
      case Transport.Answer.Heard heard
      when heard.status() >= 500 ->
        failed("no access token: Shopify answered " + heard.status(), PAUSE_AFTER_FAILURE);
      case Transport.Answer.Heard heard ->
        failed(
            "Shopify does not accept the app's credentials: it answered " + heard.status(),
            PAUSE_AFTER_REFUSAL);
      case Transport.Answer.NotReached(var why) -> failed(why, PAUSE_AFTER_FAILURE);
      case Transport.Answer.Lost(var why) -> failed("no access token: " + why, PAUSE_AFTER_FAILURE);
    }
  }

  private void take(String body) {
    var json = Json.objectOrNull(body);
    var value = json == null ? "" : json.path("access_token").stringValue("");
    if (json == null || value.isBlank()) {
      failed("no access token in Shopify's answer", PAUSE_AFTER_REFUSAL);
      return;
    }
    var lives = Duration.ofSeconds(Math.max(1, json.path("expires_in").asInt(3600)));
    // A short life is renewed at its half, or it would be renewed at every call.
    var early = EARLY.compareTo(lives.dividedBy(2)) < 0 ? EARLY : lives.dividedBy(2);
    var now = clock.instant();
    token = new Token(value, now.plus(lives).minus(early), now.plus(lives));
    failure = null;
    log.info("{}: new access token, good for {}", settings.shop(), lives);
  }

  private void failed(String why, Duration pause) {
    failure = new Failure(why, clock.instant().plus(pause));
    log.warn("{}: {}", settings.shop(), why);
  }
}
