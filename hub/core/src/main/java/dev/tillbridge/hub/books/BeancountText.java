package dev.tillbridge.hub.books;

import java.io.IOException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ledger of beancount 2.3 and newer. */
final class BeancountText implements ExportFormat.PlainText {

  private @Nullable AccountNames names;

  @Override
  public void begin(
      Appendable out, List<AccountView> accounts, Collection<Currency> currencies, LocalDate first)
      throws IOException {
    names = new AccountNames(accounts);
    out.append("option \"title\" \"Tillbridge\"\n");
    for (var currency : currencies) {
      out.append("option \"operating_currency\" \"")
          .append(currency.getCurrencyCode())
          .append("\"\n");
    }
    for (var account : accounts) {
      out.append(first.toString())
          .append(" open ")
          .append(AccountNames.name(account))
          .append('\n');
    }
  }

  @Override
  public void entry(Appendable out, EntryView entry) throws IOException {
    var known = names;
    if (known == null) {
      throw new IllegalStateException("begin first");
    }
    out.append('\n')
        .append(entry.day().toString())
        .append(" * \"")
        .append(quoted(Words.description(entry.words())))
        .append("\"\n  entry: \"")
        .append(Long.toString(entry.id()))
        .append("\"\n  cause: \"")
        .append(quoted(Words.tag(entry.cause() + "/" + entry.causeId())))
        .append("\"\n");
    if (entry.reverses() != null) {
      out.append("  reverses: \"").append(entry.reverses().toString()).append("\"\n");
    }
    if (!entry.eventDay().equals(entry.day())) {
      out.append("  event-day: ").append(entry.eventDay().toString()).append('\n');
    }
    for (var line : entry.lines()) {
      out.append("  ")
          .append(known.of(line.account()))
          .append("  ")
          .append(line.amount().toDecimal().toPlainString())
          .append(' ')
          .append(line.amount().currency().getCurrencyCode())
          .append('\n');
    }
  }

  private static String quoted(String words) {
    return words.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
