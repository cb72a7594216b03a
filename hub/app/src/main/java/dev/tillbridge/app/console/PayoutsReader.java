package dev.tillbridge.app.console;

import dev.tillbridge.app.console.DeskView.Choice;
import dev.tillbridge.app.console.PayoutsView.Candidate;
import dev.tillbridge.app.console.PayoutsView.Complaint;
import dev.tillbridge.app.console.PayoutsView.Row;
import dev.tillbridge.hub.closing.Gateway;
import dev.tillbridge.hub.closing.MoneyFiles;
import dev.tillbridge.hub.closing.OpenMovements;
import dev.tillbridge.hub.closing.PayoutDifference;
import dev.tillbridge.hub.closing.PayoutMatch;
import dev.tillbridge.hub.closing.Payouts;
import dev.tillbridge.hub.closing.Payouts.Payout;
import dev.tillbridge.hub.closing.Payouts.Unclear;
import dev.tillbridge.hub.closing.Settlements;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.payment.SettlementReports.Unread;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts what gateways and the bank tell into words. */
@Component
class PayoutsReader {

  private static final String FILES = PayoutPages.ADDRESS + "/files/";

  private final Payouts payouts;
  private final Settlements settlements;
  private final OpenMovements movements;
  private final MoneyFiles files;
  private final Places places;
  private final InstantSource clock;

  PayoutsReader(
      Payouts payouts,
      Settlements settlements,
      OpenMovements movements,
      MoneyFiles files,
      Places places,
      InstantSource clock) {
    this.payouts = payouts;
    this.settlements = settlements;
    this.movements = movements;
    this.files = files;
    this.places = places;
    this.clock = clock;
  }

  LocalDate today() {
    return clock.instant().atZone(zone()).toLocalDate();
  }

  private ZoneId zone() {
    return places.all().stream()
        .findFirst()
        .<ZoneId>map(place -> place.timeZone())
        .orElse(ZoneOffset.UTC);
  }

  private String time(Instant at) {
    return new Words(zone(), clock.instant()).time(at);
  }

  private String day(Instant at) {
    return at.atZone(zone()).toLocalDate().toString();
  }

  PayoutsView view(BooksSheet sheet, LocalDate from, LocalDate through) {
    Map<UUID, Unclear> unclear = payouts.unclear().stream()
        .collect(Collectors.toMap(one -> one.payout().id(), Function.identity()));
    var accounts = settlements.accounts();
    return new PayoutsView(
        sheet,
        from.toString(),
        through.toString(),
        payouts.between(from, through).stream()
            .filter(one -> !one.amount().isZero())
            .map(one -> row(one, unclear.get(one.id())))
            .toList(),
        accounts.stream()
            .filter(one -> one.gateway() == Gateway.PAYPAL)
            .map(this::report)
            .toList(),
        movements.disputes().stream().map(this::dispute).toList(),
        movements.all().stream().map(this::open).toList(),
        aside(),
        files.newest().stream().map(this::file).toList(),
        List.of(
            new Choice("BANK", "Bank account"),
            new Choice(Gateway.CARD.name(), Gateway.CARD.title()),
            new Choice(Gateway.SHOP.name(), Gateway.SHOP.title())),
        accounts.stream()
            .filter(one -> one.gateway() != Gateway.PAYPAL)
            .map(Settlements.Account::account)
            .distinct()
            .toList(),
        places.all().stream()
            .map(place -> place.currency().getCurrencyCode())
            .distinct()
            .map(code -> new Choice(code, code))
            .toList());
  }

  private Row row(Payout one, @Nullable Unclear unclear) {
    var bank = one.bank();
    var difference = one.difference();
    boolean off = one.told() && one.count() > 0 && !one.parts().equals(one.amount());
    String state;
    String tone;
    if (bank != null) {
      state = "Matched";
      tone = "good";
    } else if (unclear == null || (unclear.candidates().isEmpty() && !unclear.overdue())) {
      state = "Waiting";
      tone = "calm";
    } else if (unclear.candidates().isEmpty()) {
      state = "Not at the bank";
      tone = "bad";
    } else {
      state = "Different";
      tone = "warn";
    }
    return new Row(
        one.id(),
        one.remoteId(),
        one.gateway().title() + (one.account().equals("main") ? "" : ", " + one.account()),
        one.day().toString(),
        Words.money(one.amount()),
        off ? "Its movements come to " + Words.money(one.parts()) : "",
        state,
        tone,
        bank == null
            ? unclear == null ? "" : Words.sentence(unclear.why())
            : Words.money(bank.amount()) + " on " + bank.day() + ": " + bank.words()
                + (difference == null ? "" : ". The difference: " + difference.words()));
  }

  private PayoutsView.Report report(Settlements.Account one) {
    var trouble = one.trouble();
    var through = one.through();
    return new PayoutsView.Report(
        one.gateway().title(),
        trouble == null ? through == null ? "Being read" : "Read" : "Cannot be read",
        trouble == null ? through == null ? "calm" : "good" : "bad",
        trouble == null
            ? through == null ? "" : "Complete up to " + time(through)
            : Words.sentence(trouble) + ". It is asked again by itself.");
  }

  private PayoutsView.Dispute dispute(OpenMovements.Dispute one) {
    return new PayoutsView.Dispute(
        one.gateway().name(),
        one.account(),
        one.about(),
        "Dispute about " + one.about(),
        one.gateway().title() + (one.reference() == null ? "" : ", " + one.reference()),
        Words.money(one.held()),
        day(one.since()));
  }

  private PayoutsView.Open open(OpenMovements.Open one) {
    var movement = one.movement();
    var line = movement.line();
    return new PayoutsView.Open(
        movement.gateway().name(),
        movement.account(),
        line.id(),
        line.kind().words() + " " + line.id(),
        movement.gateway().title() + ": " + line.words(),
        Words.money(line.amount()),
        day(line.at()),
        one.why() + ".");
  }

  /** By file, or by report; the oldest first. */
  private List<PayoutsView.Aside> aside() {
    Map<String, List<MoneyFiles.Aside>> groups = new LinkedHashMap<>();
    for (var one : files.aside()) {
      groups
          .computeIfAbsent(
              one.file() + " " + one.gateway() + " " + one.account(), _ -> new ArrayList<>())
          .add(one);
    }
    return groups.values().stream().map(this::aside).toList();
  }

  private PayoutsView.Aside aside(List<MoneyFiles.Aside> group) {
    var first = group.getFirst();
    var file = first.file();
    var gateway = first.gateway();
    var what = (gateway == null ? "Bank" : gateway.title()) + " " + first.account();
    return new PayoutsView.Aside(
        file == null ? PayoutPages.ADDRESS + "/reports/dealt-with" : FILES + file + "/dealt-with",
        gateway == null ? "" : gateway.name(),
        first.account(),
        (file == null ? "Report of " : "File of ") + what + ", " + time(first.heardAt()),
        group.stream().map(one -> complaint(one.place(), one.why())).toList());
  }

  /** A reason begins with the field that it is about. */
  static Complaint complaint(String place, String why) {
    int mark = why.indexOf(": ");
    boolean named = mark > 0 && why.substring(0, mark).matches("[A-Za-z_()\\[\\]]{2,60}");
    return named
        ? new Complaint(
            Words.sentence(place), why.substring(0, mark), Words.sentence(why.substring(mark + 2)))
        : new Complaint(Words.sentence(place), "", Words.sentence(why));
  }

  static List<Complaint> complaints(List<Unread> aside) {
    return aside.stream().map(one -> complaint(one.id(), one.why())).toList();
  }

  private PayoutsView.File file(MoneyFiles.Report one) {
    var gateway = one.gateway();
    return new PayoutsView.File(
        one.id(),
        (gateway == null ? "Bank" : gateway.title()) + " " + one.account(),
        time(one.madeAt()),
        one.madeBy(),
        one.lines(),
        one.fresh());
  }

  PayoutsView.One one(BooksSheet sheet, UUID id) {
    var payout = payouts.get(id);
    var bank = payout.bank();
    var unclear = payouts.unclear().stream()
        .filter(one -> one.payout().id().equals(id))
        .findFirst()
        .orElse(null);
    var candidates = unclear == null
        ? List.<Candidate>of()
        : unclear.candidates().stream()
            .map(one -> candidate(payout, one.line(), one.difference()))
            .toList();
    var shown = candidates.stream().map(Candidate::id).toList();
    var row = row(payout, unclear);
    return new PayoutsView.One(
        sheet,
        row,
        row.parts(),
        unclear == null ? "" : Words.sentence(unclear.why()) + ".",
        bank == null ? null : "By " + Objects.requireNonNullElse(payout.matchedBy(), ""),
        candidates,
        bank != null
            ? List.of()
            : payouts.free().stream()
                .filter(line -> !shown.contains(line.id()))
                .filter(line -> sameWay(payout.amount(), line.amount()))
                .limit(50)
                .map(line -> candidate(payout, line, ""))
                .toList(),
        Arrays.stream(PayoutDifference.values())
            .filter(one -> one != PayoutDifference.EXCHANGE)
            .map(one -> new Choice(one.name(), one.words()))
            .toList());
  }

  private static boolean sameWay(Money one, Money other) {
    return Long.signum(one.minor()) == Long.signum(other.minor());
  }

  private static Candidate candidate(Payout payout, PayoutMatch.Line line, String difference) {
    boolean exchanged = !line.amount().currency().equals(payout.amount().currency());
    return new Candidate(
        line.id(),
        line.words(),
        line.day().toString(),
        Words.money(line.amount()),
        Words.sentence(difference),
        line.amount().equals(payout.amount())
            ? null
            : exchanged ? PayoutDifference.EXCHANGE.name() : "");
  }
}
