package dev.tillbridge.hub.shops;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How one shop is connected, as far as the hub remembers.
 *
 * @param installed false once the shop has removed the app; then it is not called any more
 * @param since since when that is so; null when it was never looked at
 * @param checkedAt when scopes and subscriptions were last compared with what we want; or null
 * @param trouble why that did not succeed; null when it did
 * @param scopes what the shop allowed us then
 * @param lastWebhook when the last news came; or null
 * @param lastPoll when orders were last read; or null
 */
public record ShopState(
    String shop,
    boolean installed,
    @Nullable Instant since,
    @Nullable Instant checkedAt,
    @Nullable String trouble,
    Set<String> scopes,
    List<Subscribed> subscriptions,
    @Nullable Instant lastWebhook,
    @Nullable Instant lastPoll) {

  public ShopState {
    scopes = Set.copyOf(scopes);
    subscriptions = List.copyOf(subscriptions);
  }

  /**
   * News that the shop tells us.
   *
   * @param madeAt when we last had to make or move it
   * @param seenAt when it was last found in place
   */
  public record Subscribed(String topic, String address, Instant madeAt, Instant seenAt) {}
}
