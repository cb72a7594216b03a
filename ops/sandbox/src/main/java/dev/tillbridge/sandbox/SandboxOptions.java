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
 */
public record SandboxOptions(
    int port,
    @Nullable Path data,
    @Nullable String webhookUrl,
    long seed,
    InstantSource clock,
    Duration tokenLifetime,
    Duration webhookWithin,
    Duration webhookRetryAfter) {

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
        Duration.ofSeconds(1));
  }

  /** On this port. */
  public SandboxOptions onPort(int wanted) {
    return new SandboxOptions(
        wanted, data, webhookUrl, seed, clock, tokenLifetime, webhookWithin, webhookRetryAfter);
  }

  /** Keeping its truth here. */
  public SandboxOptions keptIn(Path folder) {
    return new SandboxOptions(
        port, folder, webhookUrl, seed, clock, tokenLifetime, webhookWithin, webhookRetryAfter);
  }

  /** Sending Shopify's webhooks there. */
  public SandboxOptions webhooksTo(String url) {
    return new SandboxOptions(
        port, data, url, seed, clock, tokenLifetime, webhookWithin, webhookRetryAfter);
  }

  /** With this seed. */
  public SandboxOptions seeded(long wanted) {
    return new SandboxOptions(
        port, data, webhookUrl, wanted, clock, tokenLifetime, webhookWithin, webhookRetryAfter);
  }

  /** By this clock. */
  public SandboxOptions at(InstantSource source) {
    return new SandboxOptions(
        port, data, webhookUrl, seed, source, tokenLifetime, webhookWithin, webhookRetryAfter);
  }

  /** With access tokens that last this long. */
  public SandboxOptions withTokensFor(Duration lifetime) {
    return new SandboxOptions(
        port, data, webhookUrl, seed, clock, lifetime, webhookWithin, webhookRetryAfter);
  }

  /** With receivers given this long, and retried after that pause. */
  public SandboxOptions webhooksWithin(Duration within, Duration retryAfter) {
    return new SandboxOptions(
        port, data, webhookUrl, seed, clock, tokenLifetime, within, retryAfter);
  }
}
