package dev.tillbridge.hub.books;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes the ledger down for other programs, as it was at one moment. Into a file first: whoever reads the
 * answer slowly must not keep a transaction open.
 */
public final class Export {

  private static final LocalDate FIRST = LocalDate.of(1, 1, 1);
  private static final LocalDate LAST = LocalDate.of(9999, 12, 31);

  private final JdbcClient jdbc;
  private final Ledger ledger;
  private final TransactionTemplate atOneMoment;

  /** Ready at once; the template is copied. */
  public Export(JdbcClient jdbc, TransactionTemplate tx) {
    this.jdbc = jdbc;
    this.ledger = new Ledger(jdbc);
    this.atOneMoment = new TransactionTemplate(
        Objects.requireNonNull(tx.getTransactionManager(), "no transactions"));
    atOneMoment.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    atOneMoment.setReadOnly(true);
  }

  /**
   * Writes all entries of the days from one to another, in their order.
   *
   * @param from the first day, or null for the beginning
   * @param through the last day, or null for the end
   * @return how many entries were written
   */
  public int write(
      ExportFormat format, @Nullable LocalDate from, @Nullable LocalDate through, Path file) {
    var first = from == null ? FIRST : from;
    var last = through == null ? LAST : through;
    Integer written = atOneMoment.execute(_ -> {
      try (var out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
        return write(format.writer(), first, last, out);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
    return written == null ? 0 : written;
  }

  /**
   * Writes what is on each account in each currency, as the trial balance has it, under the names of plain
   * text: {@code Assets:1010-Cash-on-hand,USD,12.50}. For comparing with what others make of an export.
   */
  public void writeBalances(Path file) {
    var names = new AccountNames(ledger.accounts());
    var rows = ledger.trialBalance(null, null).stream()
        .filter(one -> one.balance().signum() != 0)
        .map(one -> "%s,%s,%s"
            .formatted(
                names.of(one.account()),
                one.currency().getCurrencyCode(),
                new BigDecimal(one.balance(), one.currency().getDefaultFractionDigits())
                    .toPlainString()))
        .toList();
    try {
      Files.write(file, rows, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int write(
      ExportFormat.PlainText writer, LocalDate from, LocalDate through, Appendable out)
      throws IOException {
    writer.begin(out, ledger.accounts(), currencies(from, through), firstDay(from, through));
    int written = 0;
    Ledger.Question.@Nullable PageEnd end = null;
    while (true) {
      var page =
          ledger.entries(new Ledger.Question(from, through, null, null, end), Ledger.ENTRIES_MOST);
      for (var entry : page) {
        writer.entry(out, entry);
      }
      written += page.size();
      if (page.size() < Ledger.ENTRIES_MOST) {
        return written;
      }
      end = Ledger.Question.PageEnd.of(page.getLast());
    }
  }

  private List<Currency> currencies(LocalDate from, LocalDate through) {
    return jdbc
        .sql("""
            select distinct currency from account_movement
             where day >= :from and day <= :through order by currency
            """)
        .param("from", from)
        .param("through", through)
        .query(String.class)
        .list()
        .stream()
        .map(Currency::getInstance)
        .toList();
  }

  private LocalDate firstDay(LocalDate from, LocalDate through) {
    return jdbc.sql("""
            select coalesce(min(day), :through) from entry where day >= :from and day <= :through
            """)
        .param("from", from)
        .param("through", through)
        .query(LocalDate.class)
        .single();
  }
}
