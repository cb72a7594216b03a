package dev.tillbridge.hub.testing;

import dev.tillbridge.hub.books.Export;
import dev.tillbridge.hub.books.ExportFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Keeps what a test has left in the ledger, for {@code ops/verify/books}: somebody who knows nothing of ours
 * reads it. Nothing is kept outside of a run of Maven, or of a ledger that nothing was entered in.
 */
public final class LedgerRecord {

  private static final String FOLDER = System.getProperty("tillbridge.books.record", "");

  /** More tell nothing new, and each is a file. */
  private static final int MOST = 500;

  private static final AtomicInteger WRITTEN = new AtomicInteger();

  private LedgerRecord() {}

  /** Keeps the ledger of a database that is about to be closed. */
  public static void keep(Db db) {
    if (FOLDER.isEmpty() || WRITTEN.get() >= MOST || db.dataSource().isClosed()) {
      return;
    }
    try {
      var folder = Files.createDirectories(Path.of(FOLDER));
      var name = testName() + "-" + WRITTEN.incrementAndGet();
      var journal = folder.resolve(name + ".journal");
      var export = new Export(db.jdbc(), db.tx());
      if (export.write(ExportFormat.HLEDGER, null, null, journal) == 0) {
        Files.delete(journal);
        WRITTEN.decrementAndGet();
      } else {
        export.writeBalances(folder.resolve(name + ".balances.csv"));
        export.write(ExportFormat.BEANCOUNT, null, null, folder.resolve(name + ".beancount"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (DataAccessException | TransactionException gone) {
      // A test of what breaks may leave a database that does not answer.
      System.err.println("no ledger is kept of " + testName() + ": " + gone.getMessage());
    }
  }

  private static String testName() {
    return StackWalker.getInstance()
        .walk(frames -> frames
            .map(StackWalker.StackFrame::getClassName)
            .filter(name -> name.endsWith("Test"))
            .map(name -> name.substring(name.lastIndexOf('.') + 1))
            .findFirst()
            .orElse("rig"));
  }
}
