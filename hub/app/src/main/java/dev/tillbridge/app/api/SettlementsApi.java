package dev.tillbridge.app.api;

import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.closing.Gateway;
import dev.tillbridge.hub.closing.MoneyFiles;
import dev.tillbridge.hub.closing.PayoutDifference;
import dev.tillbridge.hub.closing.PayoutMatch;
import dev.tillbridge.hub.closing.Payouts;
import dev.tillbridge.hub.closing.Payouts.Payout;
import dev.tillbridge.hub.closing.Settlements;
import dev.tillbridge.hub.closing.Settlements.Account;
import dev.tillbridge.model.payment.SettlementReports.Unread;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What gateways and banks told of the money: reports, files, payouts and the bank's lines. */
@RestController
@RequestMapping("/api/v1/books")
class SettlementsApi {

  private final Settlements settlements;
  private final MoneyFiles files;
  private final Payouts payouts;

  SettlementsApi(Settlements settlements, MoneyFiles files, Payouts payouts) {
    this.settlements = settlements;
    this.files = files;
    this.payouts = payouts;
  }

  /** What was set aside, and why. */
  record AsideJson(String place, String why) {
    static AsideJson of(Unread unread) {
      return new AsideJson(unread.id(), unread.why());
    }
  }

  /** A file: how many lines were understood, how many of them were new, what was set aside. */
  record FileJson(
      UUID id,
      @Nullable String gateway,
      String account,
      int lines,
      int fresh,
      String madeBy,
      Instant madeAt,
      List<AsideJson> aside) {

    static FileJson of(MoneyFiles.Report report) {
      var gateway = report.gateway();
      return new FileJson(
          report.id(),
          gateway == null ? null : gateway.name(),
          report.account(),
          report.lines(),
          report.fresh(),
          report.madeBy(),
          report.madeAt(),
          report.aside().stream().map(AsideJson::of).toList());
    }
  }

  /** An account at a gateway: up to when it is read, and why it cannot be read just now. */
  record AccountJson(
      String gateway,
      String account,
      @Nullable Instant through,
      @Nullable Instant readAt,
      @Nullable String trouble,
      int open) {

    static AccountJson of(Account one) {
      return new AccountJson(
          one.gateway().name(),
          one.account(),
          one.through(),
          one.readAt(),
          one.trouble(),
          one.open());
    }
  }

  record SettlementsJson(List<AccountJson> accounts, List<FileJson> files) {}

  /** A line of the bank. */
  record BankLineJson(
      UUID id, String account, String lineId, LocalDate day, MoneyJson amount, String words) {}

  /** A payout, and the line of the bank that it is. */
  record PayoutJson(
      UUID id,
      String gateway,
      String account,
      String remoteId,
      MoneyJson amount,
      LocalDate day,
      boolean told,
      MoneyJson parts,
      int count,
      @Nullable BankLineJson bank,
      @Nullable String difference,
      @Nullable String matchedBy) {

    static PayoutJson of(Payout one) {
      var bank = one.bank();
      var difference = one.difference();
      return new PayoutJson(
          one.id(),
          one.gateway().name(),
          one.account(),
          one.remoteId(),
          MoneyJson.of(one.amount()),
          one.day(),
          one.told(),
          MoneyJson.of(one.parts()),
          one.count(),
          bank == null
              ? null
              : new BankLineJson(
                  bank.id(),
                  bank.account(),
                  bank.lineId(),
                  bank.day(),
                  MoneyJson.of(bank.amount()),
                  bank.words()),
          difference == null ? null : difference.name(),
          one.matchedBy());
    }
  }

  /** What an unmatched payout could be, and how it differs. */
  record CandidateJson(
      UUID bankLine, LocalDate day, MoneyJson amount, String words, String difference) {
    static CandidateJson of(PayoutMatch.Candidate one) {
      var line = one.line();
      return new CandidateJson(
          line.id(), line.day(), MoneyJson.of(line.amount()), line.words(), one.difference());
    }
  }

  record UnclearJson(
      PayoutJson payout, String why, boolean overdue, List<CandidateJson> candidates) {}

  record PayoutsJson(List<PayoutJson> payouts, List<UnclearJson> unclear) {}

  /** Difference is FEE, EXCHANGE or UNCLEAR when the amounts are not the same. */
  record MatchBody(@Nullable UUID bankLine, @Nullable String difference) {}

  /** Takes a gateway's settlement as CSV; bad lines are named and set aside, the others go on. */
  @PostMapping(
      path = "/settlements",
      consumes = {"text/csv", "text/plain"})
  @ResponseStatus(HttpStatus.CREATED)
  FileJson settlement(
      @RequestParam UUID id,
      @RequestParam String gateway,
      @RequestParam String account,
      @RequestParam String currency,
      @RequestBody byte[] file,
      @AuthenticationPrincipal Caller caller) {
    return FileJson.of(files.settlement(
        id,
        Gateway.named(gateway),
        Input.text("account", account, 100),
        Input.currency("currency", currency),
        MoneyFiles.text(file),
        caller.name()));
  }

  /** Takes a bank account's movements as CSV or OFX. */
  @PostMapping(
      path = "/bank-lines",
      consumes = {"text/csv", "text/plain", "application/x-ofx"})
  @ResponseStatus(HttpStatus.CREATED)
  FileJson bank(
      @RequestParam UUID id,
      @RequestParam String account,
      @RequestParam String currency,
      @RequestBody byte[] file,
      @AuthenticationPrincipal Caller caller) {
    return FileJson.of(files.bank(
        id,
        Input.text("account", account, 100),
        Input.currency("currency", currency),
        MoneyFiles.text(file),
        caller.name()));
  }

  /** The accounts at gateways, and the newest files. */
  @GetMapping("/settlements")
  SettlementsJson settlements() {
    return new SettlementsJson(
        settlements.accounts().stream().map(AccountJson::of).toList(),
        files.newest().stream().map(FileJson::of).toList());
  }

  /** What became of a file. */
  @GetMapping("/settlements/{id}")
  FileJson file(@PathVariable UUID id) {
    return FileJson.of(files.find(id));
  }

  /** Somebody has dealt with what was set aside of a file. */
  @PostMapping("/settlements/{id}/dealt-with")
  FileJson dealtWith(@PathVariable UUID id, @AuthenticationPrincipal Caller caller) {
    files.dealtWith(id, caller.name());
    return FileJson.of(files.find(id));
  }

  /** Payouts of some days, and those that a person must look at. */
  @GetMapping("/payouts")
  PayoutsJson payouts(@RequestParam LocalDate from, @RequestParam LocalDate through) {
    MovementsApi.span(from, through);
    return new PayoutsJson(
        payouts.between(from, through).stream().map(PayoutJson::of).toList(),
        payouts.unclear().stream()
            .map(one -> new UnclearJson(
                PayoutJson.of(one.payout()),
                one.why(),
                one.overdue(),
                one.candidates().stream().map(CandidateJson::of).toList()))
            .toList());
  }

  /** A person says which line of the bank a payout is. */
  @PostMapping("/payouts/{id}/match")
  PayoutJson match(
      @PathVariable UUID id, @RequestBody MatchBody body, @AuthenticationPrincipal Caller caller) {
    return PayoutJson.of(payouts.choose(
        id,
        Input.need("bankLine", body.bankLine()),
        PayoutDifference.named(body.difference()),
        caller.name()));
  }

  /** A person says that a payout is not the line of the bank that it was matched with. */
  @PostMapping("/payouts/{id}/part")
  PayoutJson part(@PathVariable UUID id, @AuthenticationPrincipal Caller caller) {
    return PayoutJson.of(payouts.part(id, caller.name()));
  }
}
