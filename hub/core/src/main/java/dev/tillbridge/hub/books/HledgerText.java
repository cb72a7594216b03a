package dev.tillbridge.hub.books;

import dev.tillbridge.model.books.AccountKind;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The journal of hledger 1.25 and newer, in a form that passes its strictest checks: every account and
 * commodity declared, every amount explicit, everything in the order of days.
 */
final class HledgerText implements ExportFormat.PlainText {

  private @Nullable AccountNames names;

  @Override
  public void begin(
      Appendable out, List<AccountView> accounts, Collection<Currency> currencies, LocalDate first)
      throws IOException {
    names = new AccountNames(accounts);
    out.append("decimal-mark .\n");
    for (var currency : currencies) {
      int digits = currency.getDefaultFractionDigits();
      out.append("commodity 1000.")
          .append("0".repeat(digits))
          .append(' ')
          .append(currency.getCurrencyCode())
          .append('\n');
    }
    for (var account : accounts) {
      out.append("account ")
          .append(AccountNames.name(account))
          .append("  ; type: ")
          .append(type(account.kind()))
          .append('\n');
    }
  }

  private static char type(AccountKind kind) {
    return switch (kind) {
      case ASSET -> 'A';
      case LIABILITY -> 'L';
      case EQUITY -> 'E';
      case INCOME -> 'R';
      case EXPENSE -> 'X';
    };
  }

  @Override
  public void entry(Appendable out, EntryView entry) throws IOException {
    var known = names;
    if (known == null) {
      throw new IllegalStateException("begin first");
    }
    out.append('\n')
        .append(entry.day().toString())
        .append(" (")
        .append(Long.toString(entry.id()))
        .append(") ")
        .append(Words.description(entry.words()))
        .append("\n    ; cause: ")
        .append(Words.tag(entry.cause() + "/" + entry.causeId()));
    if (entry.version() > 1) {
      out.append(", version: ").append(Integer.toString(entry.version()));
    }
    if (entry.reverses() != null) {
      out.append(", reverses: ").append(entry.reverses().toString());
    }
    if (!entry.eventDay().equals(entry.day())) {
      out.append(", event-day: ").append(entry.eventDay().toString());
    }
    out.append('\n');
    for (var line : entry.lines()) {
      out.append("    ")
          .append(known.of(line.account()))
          .append("  ")
          .append(line.amount().toDecimal().toPlainString())
          .append(' ')
          .append(line.amount().currency().getCurrencyCode())
          .append('\n');
    }
  }
}
