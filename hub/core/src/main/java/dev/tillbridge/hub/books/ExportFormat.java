package dev.tillbridge.hub.books;

import java.io.IOException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an export of the ledger can be written in. */
public enum ExportFormat {
  /** Plain-text accounting for hledger; ledger reads it too. */
  HLEDGER("journal", "text/plain") {
    @Override
    PlainText writer() {
      return new HledgerText();
    }
  },
  /** Plain-text accounting for beancount. */
  BEANCOUNT("beancount", "text/plain") {
    @Override
    PlainText writer() {
      return new BeancountText();
    }
  },
  /** A line for each line of an entry. */
  CSV("csv", "text/csv") {
    @Override
    PlainText writer() {
      return new CsvText();
    }
  };

  private final String extension;
  private final String mediaType;

  ExportFormat(String extension, String mediaType) {
    this.extension = extension;
    this.mediaType = mediaType;
  }

  /** How such files end, without the dot. */
  public String extension() {
    return extension;
  }

  /** Its media type; the text is always UTF-8. */
  public String mediaType() {
    return mediaType;
  }

  /** The format of this name in any case; null when there is none. */
  public static @Nullable ExportFormat named(String name) {
    for (var format : values()) {
      if (format.name().equals(name.toUpperCase(Locale.ROOT))) {
        return format;
      }
    }
    return null;
  }

  abstract PlainText writer();

  /** Writes one export from its beginning to its end. */
  interface PlainText {

    /**
     * What stands before the entries.
     *
     * @param first the day of the first entry
     */
    void begin(
        Appendable out,
        List<AccountView> accounts,
        Collection<Currency> currencies,
        LocalDate first)
        throws IOException;

    /** The next entry. */
    void entry(Appendable out, EntryView entry) throws IOException;
  }
}
