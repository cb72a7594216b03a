package dev.tillbridge.app.api;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.stock.Buffer;
import dev.tillbridge.hub.stock.Policies;
import dev.tillbridge.model.place.LocationId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is kept back from channels, and how they are served. What is left out is not set.
 *
 * @param threshold units of every SKU that are kept back from a channel over all its locations
 */
record PolicyJson(
    @Nullable Integer threshold,
    @Nullable List<@Nullable SafetyJson> safety,
    @Nullable List<@Nullable ChannelJson> channels) {

  private static final int MOST = 20_000;

  /** Units that no channel is offered; without a SKU of all that have no entry of their own. */
  record SafetyJson(
      @Nullable String location,
      @Nullable String sku,
      @Nullable Integer units) {}

  /** Either units or percent of what is there, rounded up. */
  record BufferJson(@Nullable Integer units, @Nullable Integer percent) {}

  record SkuModeJson(@Nullable String sku, Policies.@Nullable Mode mode) {}

  /**
   * One channel.
   *
   * @param channel a shop, or WEB for those that ask before they sell
   * @param excluded locations that it sells nothing from
   * @param skus whose mode is another than the channel's
   */
  record ChannelJson(
      @Nullable String channel,
      @Nullable BufferJson buffer,
      @Nullable List<@Nullable String> excluded,
      Policies.@Nullable Mode mode,
      @Nullable List<@Nullable SkuModeJson> skus) {}

  static PolicyJson of(Policies policies) {
    return new PolicyJson(
        policies.threshold(),
        policies.safety().stream().<@Nullable SafetyJson>map(PolicyJson::of).toList(),
        policies.channels().stream().<@Nullable ChannelJson>map(PolicyJson::of).toList());
  }

  private static SafetyJson of(Policies.Safety safety) {
    var sku = safety.sku();
    return new SafetyJson(
        safety.location().code(), sku == null ? null : sku.code(), safety.units());
  }

  private static ChannelJson of(Policies.Channel channel) {
    var buffer = channel.buffer();
    return new ChannelJson(
        channel.channel(),
        buffer == null ? null : new BufferJson(buffer.units(), buffer.percent()),
        channel.excluded().stream().<@Nullable String>map(LocationId::code).toList(),
        channel.mode(),
        channel.skus().stream()
            .<@Nullable SkuModeJson>map(s -> new SkuModeJson(s.sku().code(), s.mode()))
            .toList());
  }

  Policies read() {
    var kept = new ArrayList<Policies.Safety>();
    for (var entry : entries("safety", safety)) {
      var field = "safety[" + kept.size() + "]";
      kept.add(new Policies.Safety(
          Input.location(field + ".location", entry.location()),
          entry.sku() == null ? null : Input.sku(field + ".sku", entry.sku()),
          Input.need(field + ".units", entry.units())));
    }
    var said = new ArrayList<Policies.Channel>();
    for (var entry : entries("channels", channels)) {
      said.add(channel("channels[" + said.size() + "]", entry));
    }
    return new Policies(threshold == null ? 0 : threshold, kept, said);
  }

  private static Policies.Channel channel(String field, ChannelJson json) {
    var excluded = new ArrayList<LocationId>();
    for (var location : entries(field + ".excluded", json.excluded())) {
      excluded.add(Input.location(field + ".excluded[" + excluded.size() + "]", location));
    }
    var modes = new ArrayList<Policies.SkuMode>();
    for (var entry : entries(field + ".skus", json.skus())) {
      var here = field + ".skus[" + modes.size() + "]";
      modes.add(new Policies.SkuMode(
          Input.sku(here + ".sku", entry.sku()), Input.need(here + ".mode", entry.mode())));
    }
    return new Policies.Channel(
        Input.text(field + ".channel", json.channel(), 200),
        buffer(field + ".buffer", json.buffer()),
        excluded,
        json.mode(),
        modes);
  }

  private static @Nullable Buffer buffer(String field, @Nullable BufferJson json) {
    if (json == null) {
      return null;
    }
    if ((json.units() == null) == (json.percent() == null)) {
      throw BadInput.of(field, "must have either units or percent");
    }
    return json.units() == null
        ? new Buffer(null, Input.between(field + ".percent", json.percent(), 0, 100))
        : new Buffer(Input.between(field + ".units", json.units(), 0, 1_000_000_000), null);
  }

  private static <T> List<T> entries(String field, @Nullable List<@Nullable T> values) {
    return values == null || values.isEmpty() ? List.of() : Input.list(field, values, MOST);
  }
}
