package dev.tillbridge.connector.paypal;

import com.paypal.http.HttpRequest;
import dev.tillbridge.connector.paypal.PayPalCalls.Effect;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.payment.SettlementLine;
import dev.tillbridge.model.payment.SettlementReports;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What PayPal reports by Transaction Search: everything that changed the balance. The merchant's app
 * must be allowed to use it. Transactions appear up to three hours late, or later, and PayPal says how
 * far it is.
 */
final class PayPalReports implements SettlementReports {

  static final int PAGE = 200;

  private static final Duration SHORTEST = Duration.ofMinutes(1);

  private final PayPalCalls calls;
  private final InstantSource clock;

  PayPalReports(PayPalCalls calls, InstantSource clock) {
    this.calls = calls;
    this.clock = clock;
  }

  /** A page as it came, or a window that holds more than PayPal counts. */
  private sealed interface Read {
    record Told(Map<?, ?> body) implements Read {}

    record TooMany() implements Read {}
  }

  @Override
  public String gateway() {
    return "PAYPAL";
  }

  @Override
  public String account() {
    return "main";
  }

  @Override
  public Outcome<Page> since(@Nullable String cursor) {
    var now = clock.instant();
    ReportCursor window;
    try {
      window = ReportCursor.read(cursor, now).opened(now);
    } catch (RuntimeException e) {
      return new Refused<>("not a place in PayPal's report: " + cursor);
    }
    return read(window, now);
  }

  private Outcome<Page> read(ReportCursor window, Instant now) {
    var until = window.until();
    if (until == null || !window.from().isBefore(until)) {
      // Two looks within a second.
      return new Delivered<>(
          new Page(List.of(), List.of(), window.from().toString(), false, window.from()));
    }
    return switch (ask(window.from(), until, window.page())) {
      case Delivered<Read>(Read.Told(var body)) -> understood(window, until, body, now);
      case Delivered<Read>(Read.TooMany()) -> {
        var length = Duration.between(window.from(), until);
        yield length.compareTo(SHORTEST) <= 0
            ? new Refused<>("PayPal cannot list " + window.from() + " to " + until)
            : read(window.half(until), now);
      }
      case Outcome.NotSent<Read>(var why, var wait) -> new Outcome.NotSent<>(why, wait);
      case Outcome.InDoubt<Read>(var why) -> new Outcome.NotSent<>(why, null);
      case Refused<Read>(var reason, var why) ->
        new Refused<>(reason, why + "; is Transaction Search allowed to the app at PayPal?");
    };
  }

  private Outcome<Read> ask(Instant from, Instant until, int page) {
    var request = new HttpRequest<>(
        "/v1/reporting/transactions?start_date=%s&end_date=%s&fields=transaction_info"
                .formatted(from, until)
            + "&balance_affecting_records_only=Y&page_size=%d&page=%d".formatted(PAGE, page),
        "GET",
        HashMap.class);
    return calls.ask(
        request,
        Effect.NONE,
        body -> new Delivered<Read>(new Read.Told(body)),
        problem -> problem.issue().equals("RESULTSET_TOO_LARGE")
            ? Optional.of(new Delivered<Read>(new Read.TooMany()))
            : Optional.empty());
  }

  private static Outcome<Page> understood(
      ReportCursor window, Instant until, Map<?, ?> body, Instant now) {
    var lines = new ArrayList<SettlementLine>();
    var aside = new ArrayList<Unread>();
    if (!(body.get("transaction_details") instanceof List<?> details)
        || !(body.get("total_pages") instanceof Number pages)) {
      return new Outcome.NotSent<>("PayPal's report says too little", null);
    }
    for (var detail : details) {
      ReportReading.read(detail, lines, aside);
    }
    boolean more = window.page() < pages.intValue();
    if (more) {
      var next = new ReportCursor(window.from(), until, window.page() + 1, window.goal());
      return new Delivered<>(new Page(lines, aside, next.written(), true, window.from()));
    }
    var goal = window.goal();
    if (goal != null && until.isBefore(goal)) {
      // It was cut because it held too much: what it was cut from follows.
      var next = new ReportCursor(until, goal, 1, goal);
      return new Delivered<>(new Page(lines, aside, next.written(), true, until));
    }
    var refreshed = ReportReading.time(body.get("last_refreshed_datetime"));
    var through = refreshed != null && refreshed.isBefore(until) ? refreshed : until;
    boolean behind = until.isBefore(now.minus(ReportCursor.OVERLAP));
    var back = until.minus(ReportCursor.OVERLAP);
    var next = behind ? back : earlier(back, through);
    return new Delivered<>(new Page(lines, aside, next.toString(), behind, through));
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
