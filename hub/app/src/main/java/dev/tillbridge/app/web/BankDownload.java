package dev.tillbridge.app.web;

import dev.tillbridge.hub.closing.BankMatchFile;
import dev.tillbridge.hub.closing.BankStatement;
import dev.tillbridge.hub.problem.BadInput;
import org.springframework.http.ResponseEntity;

/** A statement of what should be at the bank, as a file that accounting software reads. */
public final class BankDownload {

  private BankDownload() {}

  /**
   * The file.
   *
   * @param format {@code ofx} or {@code csv}
   * @throws BadInput for another one
   */
  public static ResponseEntity<byte[]> of(BankStatement one, String format) {
    var name =
        "bank-%s-%s-%s-to-%s.".formatted(one.account(), one.currency(), one.from(), one.through());
    return switch (format) {
      case "ofx" -> Download.of(name + "ofx", "application/x-ofx", BankMatchFile.ofx(one));
      case "csv" -> Download.of(name + "csv", "text/csv;charset=UTF-8", BankMatchFile.csv(one));
      default -> throw BadInput.of("format", "must be ofx or csv");
    };
  }
}
