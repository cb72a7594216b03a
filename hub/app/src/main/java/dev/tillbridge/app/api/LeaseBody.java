package dev.tillbridge.app.api;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.stock.LeaseCount;
import dev.tillbridge.hub.stock.LeasePolicy;
import dev.tillbridge.hub.stock.LeaseReport;
import dev.tillbridge.model.stock.StockLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What tills and managers say about leases, before it is read. */
final class LeaseBody {

  private static final int LONGEST_REGISTER = 40;

  private LeaseBody() {}

  /**
   * A till's report.
   *
   * @param generation left out by a till that has no lease
   */
  record Report(
      @Nullable UUID id,
      @Nullable String register,
      @Nullable Integer generation,
      @Nullable Long journalCount,
      @Nullable List<@Nullable Item> items) {

    LeaseReport read(@Nullable String registerInPath) {
      var till = registerInPath == null
          ? Input.text("register", register, LONGEST_REGISTER)
          : registerInPath;
      return new LeaseReport(
          Input.need("id", id),
          till,
          generation == null
              ? null
              : (Integer) Input.between("generation", generation, 1, Integer.MAX_VALUE),
          total("journalCount", Input.need("journalCount", journalCount)),
          readItems());
    }

    private List<LeaseReport.Item> readItems() {
      var read = new ArrayList<LeaseReport.Item>();
      if (items == null || items.isEmpty()) {
        return read;
      }
      for (var item : Input.list("items", items, LeaseReport.MOST_ITEMS)) {
        var field = "items[" + read.size() + "].";
        var wanted = item.wanted();
        var granted = item.granted();
        read.add(new LeaseReport.Item(
            Input.sku(field + "sku", item.sku()),
            total(field + "sold", item.sold() == null ? 0 : item.sold()),
            total(field + "returned", item.returned() == null ? 0 : item.returned()),
            granted == null ? null : (Long) total(field + "granted", granted),
            wanted == null
                ? null
                : (Integer) Input.between(field + "wanted", wanted, 0, StockLine.MOST)));
      }
      return read;
    }
  }

  /** One SKU of a report; totals of this generation that were left out are zero. */
  record Item(
      @Nullable String sku,
      @Nullable Long sold,
      @Nullable Long returned,
      @Nullable Long granted,
      @Nullable Integer wanted) {}

  /**
   * A till is gone.
   *
   * @param stopped it is known that it cannot sell any more
   */
  record Lost(@Nullable Integer generation, @Nullable Boolean stopped) {}

  /** What was counted. */
  record Count(
      @Nullable UUID id,
      @Nullable Integer generation,
      @Nullable List<@Nullable Found> lines) {

    LeaseCount read(String register) {
      var read = new ArrayList<LeaseCount.Line>();
      for (var line : Input.list("lines", lines, LeaseReport.MOST_ITEMS)) {
        var field = "lines[" + read.size() + "].";
        read.add(new LeaseCount.Line(
            Input.sku(field + "sku", line.sku()),
            Input.between(field + "found", line.found(), 0, StockLine.MOST)));
      }
      return new LeaseCount(
          Input.need("id", id),
          register,
          Input.between("generation", generation, 1, Integer.MAX_VALUE),
          read);
    }
  }

  /** One SKU of a count. */
  record Found(@Nullable String sku, @Nullable Integer found) {}

  /** How much a location lends; what is left out stays as it is. */
  record Policy(
      @Nullable String location,
      @Nullable Integer coverPercent,
      @Nullable Integer windowDays,
      @Nullable Integer weeklyLeast,
      @Nullable Integer sharePercent,
      @Nullable Integer mostSkus,
      @Nullable Long termSeconds,
      @Nullable Long silentSeconds,
      LeasePolicy.@Nullable Beyond beyond) {

    static Policy of(String location, LeasePolicy policy) {
      return new Policy(
          location,
          policy.coverPercent(),
          policy.windowDays(),
          policy.weeklyLeast(),
          policy.sharePercent(),
          policy.mostSkus(),
          policy.term().toSeconds(),
          policy.silentAfter().toSeconds(),
          policy.beyond());
    }

    LeasePolicy over(LeasePolicy before) {
      return new LeasePolicy(
          coverPercent == null ? before.coverPercent() : coverPercent,
          windowDays == null ? before.windowDays() : windowDays,
          weeklyLeast == null ? before.weeklyLeast() : weeklyLeast,
          sharePercent == null ? before.sharePercent() : sharePercent,
          mostSkus == null ? before.mostSkus() : mostSkus,
          termSeconds == null ? before.term() : Duration.ofSeconds(termSeconds),
          silentSeconds == null ? before.silentAfter() : Duration.ofSeconds(silentSeconds),
          beyond == null ? before.beyond() : beyond);
    }
  }

  private static long total(String field, long value) {
    if (value < 0 || value > LeaseReport.MOST_UNITS) {
      throw BadInput.of(field, "must be between 0 and " + LeaseReport.MOST_UNITS);
    }
    return value;
  }
}
