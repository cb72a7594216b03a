package dev.tillbridge.hub.books;

import java.io.IOException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row for each line of an entry, for spreadsheets. A cell that would be a formula there is words. */
final class CsvText implements ExportFormat.PlainText {

  private final Map<String, String> names = new HashMap<>();

  @Override
  public void begin(
      Appendable out, List<AccountView> accounts, Collection<Currency> currencies, LocalDate first)
      throws IOException {
    accounts.forEach(account -> names.put(account.code(), account.name()));
    out.append("entry,day,event_day,cause,cause_id,version,reverses,location,channel,source,words,")
        .append("account,account_name,role,category,key,debit,credit,currency\r\n");
  }

  @Override
  public void entry(Appendable out, EntryView entry) throws IOException {
    for (var line : entry.lines()) {
      var amount = line.amount();
      var sum = (amount.isNegative() ? amount.negated() : amount).toDecimal().toPlainString();
      row(
          out,
          Long.toString(entry.id()),
          entry.day().toString(),
          entry.eventDay().toString(),
          entry.cause(),
          entry.causeId(),
          Integer.toString(entry.version()),
          entry.reverses() == null ? null : entry.reverses().toString(),
          entry.location(),
          entry.channel(),
          entry.source(),
          entry.words(),
          line.account(),
          names.get(line.account()),
          line.role().name(),
          line.category(),
          line.key(),
          amount.isNegative() ? null : sum,
          amount.isNegative() ? sum : null,
          amount.currency().getCurrencyCode());
    }
  }

  private static void row(Appendable out, @Nullable String... cells) throws IOException {
    for (int i = 0; i < cells.length; i++) {
      out.append(i == 0 ? "" : ",").append(CsvCell.of(cells[i]));
    }
    out.append("\r\n");
  }
}
