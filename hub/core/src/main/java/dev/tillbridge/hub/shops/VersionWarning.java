package dev.tillbridge.hub.shops;

import dev.tillbridge.model.shop.ShopAccess.ApiVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What to say about the version of a shop's API that we use.
 *
 * @param urgent true when it ends within 30 days, is over, or another one answers
 */
public record VersionWarning(String words, boolean urgent) {

  static final Duration SOON = Duration.ofDays(90);
  static final Duration URGENT = Duration.ofDays(30);

  /** Nothing while the version that was asked for answers and has more than 90 days left. */
  public static Optional<VersionWarning> of(ApiVersion version, Instant now) {
    var asked = version.asked();
    var served = version.served();
    if (served != null && !served.equals(asked)) {
      return warn(
          "The shop answers in version " + served + " of its API instead of " + asked
              + ". Update the hub: what it reads may have changed its meaning.",
          true);
    }
    var ends = version.ends();
    if (ends == null || Duration.between(now, ends).compareTo(SOON) > 0) {
      return Optional.empty();
    }
    if (!now.isBefore(ends)) {
      return warn("Version " + asked + " of the shop's API is over. Update the hub.", true);
    }
    return warn(
        "Version " + asked + " of the shop's API ends in "
            + Duration.between(now, ends).toDays() + " days. Update the hub before.",
        Duration.between(now, ends).compareTo(URGENT) <= 0);
  }

  private static Optional<VersionWarning> warn(String words, boolean urgent) {
    return Optional.of(new VersionWarning(words, urgent));
  }
}
