package dev.tillbridge.app.api;

import dev.tillbridge.app.web.BankDownload;
import dev.tillbridge.hub.closing.BankStatement;
import dev.tillbridge.hub.closing.BankStatements;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What should be at the bank, for accounting software to match. */
@RestController
@RequestMapping("/api/v1/books/bank-statements")
class BankFileApi {

  private final BankStatements statements;

  BankFileApi(BankStatements statements) {
    this.statements = statements;
  }

  /** A movement; matched when the bank has told of it. */
  record MoveJson(
      String id,
      LocalDate day,
      LocalDate entered,
      MoneyJson amount,
      String name,
      String memo,
      boolean matched,
      @Nullable String bankLine) {}

  /** An account in a currency; total is what its movements come to. */
  record StatementJson(
      String account,
      String name,
      String currency,
      MoneyJson total,
      MoneyJson balance,
      List<MoveJson> moves) {
    static StatementJson of(BankStatement one) {
      return new StatementJson(
          one.account(),
          one.name(),
          one.currency().getCurrencyCode(),
          MoneyJson.of(one.total()),
          MoneyJson.of(one.balance()),
          one.moves().stream()
              .map(move -> new MoveJson(
                  move.id(),
                  move.day(),
                  move.entered(),
                  MoneyJson.of(move.amount()),
                  move.name(),
                  move.memo(),
                  move.state() == BankStatement.State.MATCHED,
                  move.bankLine()))
              .toList());
    }
  }

  record StatementsJson(List<StatementJson> statements) {}

  /** One for each account of the ledger and currency that payouts moved in these days. */
  @GetMapping
  StatementsJson all(@RequestParam LocalDate from, @RequestParam LocalDate through) {
    days(from, through);
    return new StatementsJson(
        statements.of(from, through).stream().map(StatementJson::of).toList());
  }

  /** One of them as a file: ofx (OFX 2.2) or csv. */
  @GetMapping("/file")
  ResponseEntity<byte[]> file(
      @RequestParam LocalDate from,
      @RequestParam LocalDate through,
      @RequestParam String account,
      @RequestParam String currency,
      @RequestParam(defaultValue = "ofx") String format) {
    days(from, through);
    var statement = statements.of(
        from, through, Input.text("account", account, 20), Input.currency("currency", currency));
    return BankDownload.of(statement, format);
  }

  private static void days(LocalDate from, LocalDate through) {
    BookDays.read("from", from);
    BookDays.read("through", through);
  }
}
