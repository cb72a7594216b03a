package dev.tillbridge.connector.shopify;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When a version of Shopify's API ends. A stable version comes every quarter, is named after its
 * month and is supported for twelve months; asked for after that, Shopify answers in the oldest
 * version that is supported and says so in a header (shopify.dev, "API versioning").
 */
final class ApiCalendar {

  private static final Pattern STABLE = Pattern.compile("(\\d{4})-(01|04|07|10)");
  private static final int MONTHS = 12;

  private ApiCalendar() {}

  /** The end, by the UTC day; null for a version that has none, as "unstable". */
  static @Nullable Instant end(String version) {
    var parts = STABLE.matcher(version);
    return parts.matches()
        ? LocalDate.of(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)), 1)
            .plusMonths(MONTHS)
            .atStartOfDay(ZoneOffset.UTC)
            .toInstant()
        : null;
  }
}
