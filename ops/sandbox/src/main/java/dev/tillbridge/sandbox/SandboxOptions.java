package dev.tillbridge.sandbox;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * How a sandbox is to run.
 *
 * @param port 0 for any free one
 * @param data the folder where it keeps its truth; null to forget everything at the end
 * @param webhookUrl where Shopify's webhooks go; {@code {shop}} becomes the shop's domain; null for
 *     nowhere
 * @param seed decides which calls an error rate strikes
 * @param tokenLifetime of every access token given out
 * @param webhookWithin how long a receiver may take to acknowledge
 * @param webhookRetryAfter the pause before the first retry; each further one is twice as long
 * @param shopifyPointsPerSecond how much of its call limit a shop gets back, by its plan: 100, 200,
 *     1000 or 2000
 */
public record SandboxOptions(
    int port,
    @Nullable Path data,
    @Nullable String webhookUrl,
    long seed,
    InstantSource clock,
    Duration tokenLifetime,
    Duration webhookWithin,
    Duration webhookRetryAfter,
    int shopifyPointsPerSecond) {

  /** Any free port, nothing kept, no webhooks, the real clock. */
  public static SandboxOptions defaults() {
    return new SandboxOptions(
        0,
        null,
        null,
        1,
        InstantSource.system(),
        Duration.ofHours(24),
        Duration.ofSeconds(5),
        Duration.ofSeconds(1),
        100);
  }

  /** On this port. */
  public SandboxOptions onPort(int wanted) {
    return new SandboxOptions(
        wanted,
        data,
        webhookUrl,
        seed,
        clock,
        tokenLifetime,
        webhookWithin,
        webhookRetryAfter,
        shopifyPointsPerSecond);
  }

  /** Keeping its truth here. */
  public SandboxOptions keptIn(Path folder) {
    return new SandboxOptions(
        port,
        folder,
        webhookUrl,
        seed,
        clock,
        tokenLifetime,
        webhookWithin,
        webhookRetryAfter,
        shopifyPointsPerSecond);
  }

  /** Sending Shopify's webhooks there. */
  public SandboxOptions webhooksTo(String url) {
    return new SandboxOptions(
        port,
        data,
        url,
        seed,
        clock,
        tokenLifetime,
        webhookWithin,
        webhookRetryAfter,
        shopifyPointsPerSecond);
  }

  /** With this seed. */
  public SandboxOptions seeded(long wanted) {
    return new SandboxOptions(
        port,
        data,
        webhookUrl,
        wanted,
        clock,
        tokenLifetime,
        webhookWithin,
        webhookRetryAfter,
        shopifyPointsPerSecond);
  }

  /** By this clock. */
  public SandboxOptions at(InstantSource source) {
    return new SandboxOptions(
        port,
        data,
        webhookUrl,
        seed,
        source,
        tokenLifetime,
        webhookWithin,
        webhookRetryAfter,
        shopifyPointsPerSecond);
  }

  /** With access tokens that last this long. */
  public SandboxOptions withTokensFor(Duration lifetime) {
    return new SandboxOptions(
        port,
        data,
        webhookUrl,
        seed,
        clock,
        lifetime,
        webhookWithin,
        webhookRetryAfter,
        shopifyPointsPerSecond);
  }

  /** With receivers given this long, and retried after that pause. */
  public SandboxOptions webhooksWithin(Duration within, Duration retryAfter) {
    return new SandboxOptions(
        port,
        data,
        webhookUrl,
        seed,
        clock,
        tokenLifetime,
        within,
        retryAfter,
        shopifyPointsPerSecond);
  }

  /** For a shop of a plan that gets back so many points a second. */
  public SandboxOptions shopifyRestores(int points) {
    return new SandboxOptions(
        port,
        data,
        webhookUrl,
        seed,
        clock,
        tokenLifetime,
        webhookWithin,
        webhookRetryAfter,
        points);
  }
}
