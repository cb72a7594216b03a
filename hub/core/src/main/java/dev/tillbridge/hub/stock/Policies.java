package dev.tillbridge.hub.stock;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the merchant keeps back from his channels, and how each of them is served. Empty: nothing was
 * said, and the built-in boundary holds everywhere.
 *
 * @param threshold units of every SKU that are kept back from a channel over all its locations
 *     together
 * @param safety units that no channel is offered, at most one entry a location and SKU
 * @param channels at most one entry a channel; one that is absent has no buffer, sells from
 *     everywhere, and is in escrow
 */
public record Policies(int threshold, List<Safety> safety, List<Channel> channels) {

  /** The channel of web customers who are served by holds alone, without an outside shop. */
  public static final String WEB = "WEB";

  /** Nothing was said. */
  public static final Policies NONE = new Policies(0, List.of(), List.of());

  /**
   * Units that stay for the counter.
   *
   * @param sku null for every SKU at the location that has no entry of its own
   */
  public record Safety(LocationId location, @Nullable Sku sku, int units) {}

  /** How a shop is kept from overselling. */
  public enum Mode {
    /** What it shows was carved out for it first. */
    ESCROW,
    /** It shows what is free, as others do; for deep stock. */
    POOLED
  }

  /**
   * What is said about one channel.
   *
   * @param channel a shop, or {@link #WEB}
   * @param buffer null when none was set
   * @param excluded locations that it sells nothing from
   * @param mode of all SKUs that are not named; null when nothing was said
   */
  public record Channel(
      String channel,
      @Nullable Buffer buffer,
      List<LocationId> excluded,
      @Nullable Mode mode,
      List<SkuMode> skus) {

    public Channel {
      excluded = List.copyOf(excluded);
      skus = List.copyOf(skus);
    }

    /** Whether everything but the modes of single SKUs is the same. */
    boolean isLike(Channel other) {
      return java.util.Objects.equals(buffer, other.buffer)
          && mode == other.mode
          && Set.copyOf(excluded).equals(Set.copyOf(other.excluded));
    }
  }

  /** How one SKU is shown, whatever is said of the others. */
  public record SkuMode(Sku sku, Mode mode) {}

  public Policies {
    safety = List.copyOf(safety);
    channels = List.copyOf(channels);
  }

  /** What is said about the channel. */
  Channel channel(String name) {
    return channels.stream()
        .filter(channel -> channel.channel().equals(name))
        .findFirst()
        .orElseGet(() -> new Channel(name, null, List.of(), null, List.of()));
  }

  /**
   * The SKUs whose number at a shop may change when these policies follow on others.
   *
   * @return null for all that it lists
   */
  @Nullable
  Set<Sku> changed(Policies before, String shop) {
    var mine = channel(shop);
    var old = before.channel(shop);
    // The first word about safety stock ends the built-in boundary everywhere; the last revives it.
    if (threshold != before.threshold
        || safety.isEmpty() != before.safety.isEmpty()
        || !mine.isLike(old)) {
      return null;
    }
    var skus = new TreeSet<Sku>();
    for (var entry : differing(safety, before.safety)) {
      if (entry.sku() == null) {
        return null;
      }
      skus.add(entry.sku());
    }
    differing(mine.skus(), old.skus()).forEach(entry -> skus.add(entry.sku()));
    return skus;
  }

  /** Whether the same is said, in whatever order. */
  boolean saysTheSame(Policies other) {
    return threshold == other.threshold
        && differing(safety, other.safety).isEmpty()
        && names(this).equals(names(other))
        && channels.stream().allMatch(channel -> {
          var theirs = other.channel(channel.channel());
          return channel.isLike(theirs)
              && differing(channel.skus(), theirs.skus()).isEmpty();
        });
  }

  private static Set<String> names(Policies policies) {
    return new HashSet<>(policies.channels.stream().map(Channel::channel).toList());
  }

  private static <T> Set<T> differing(Collection<T> some, Collection<T> others) {
    var all = new HashSet<>(some);
    all.addAll(others);
    all.removeIf(one -> some.contains(one) && others.contains(one));
    return all;
  }

  /** In a line for the audit log. */
  String inWords() {
    var words = new StringBuilder("threshold ").append(threshold);
    for (var s : safety) {
      words.append("; safety %d at %s".formatted(s.units(), s.location()));
      words.append(s.sku() == null ? "" : " of " + s.sku());
    }
    for (var c : channels) {
      words.append("; ").append(c.channel()).append(c.mode() == null ? "" : " " + c.mode());
      var buffer = c.buffer();
      if (buffer != null) {
        words.append(" buffer ").append(buffer);
      }
      words.append(c.excluded().isEmpty() ? "" : " without " + c.excluded());
      c.skus().forEach(s -> words.append(" ").append(s.sku()).append(" ").append(s.mode()));
    }
    return words.toString();
  }
}
