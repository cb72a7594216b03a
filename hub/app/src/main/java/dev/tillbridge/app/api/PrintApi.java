package dev.tillbridge.app.api;

import dev.tillbridge.app.printing.NetworkPrinters;
import dev.tillbridge.app.printing.PrintEnd;
import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.NotFound;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Printing with the network printers that the operator set up. */
@RestController
@RequestMapping("/api/v1/print")
class PrintApi {

  /** A receipt of 300 lines with a logo; in base64 just below the longest text that we read. */
  private static final int MOST_BYTES = 72 << 10;

  private final NetworkPrinters printers;

  PrintApi(NetworkPrinters printers) {
    this.printers = printers;
  }

  record PrinterJson(String name, String location) {}

  record PrintersJson(List<PrinterJson> printers) {}

  /** ESC/POS or whatever the printer understands, in base64. */
  record Job(@Nullable String bytes) {}

  enum End {
    /** The printer took all of it. */
    PRINTED,
    /** It certainly got nothing; sending again is safe. */
    NOT_PRINTED,
    /** It may have got a part or all of it. */
    IN_DOUBT
  }

  record EndJson(End end, @Nullable String why) {}

  /** The printers by name; a cashier sees those of his own location. */
  @GetMapping
  PrintersJson all(@AuthenticationPrincipal Caller caller) {
    return new PrintersJson(printers.all().stream()
        .filter(printer -> !caller.isStrangerAt(printer.location()))
        .map(printer -> new PrinterJson(printer.name(), printer.location().code()))
        .toList());
  }

  /** Prints, and says how it ended; a printer that does not work is no failure of the request. */
  @PostMapping("/{printer}")
  EndJson print(
      @PathVariable String printer, @RequestBody Job job, @AuthenticationPrincipal Caller caller) {
    if (printers.location(printer).filter(there -> !caller.isStrangerAt(there)).isEmpty()) {
      throw new NotFound("printer " + printer);
    }
    return switch (printers.print(printer, decoded(Input.need("bytes", job.bytes())))) {
      case PrintEnd.Printed() -> new EndJson(End.PRINTED, null);
      case PrintEnd.NotPrinted(var why) -> new EndJson(End.NOT_PRINTED, why);
      case PrintEnd.InDoubt(var why) -> new EndJson(End.IN_DOUBT, why);
    };
  }

  private static byte[] decoded(String text) {
    if (text.isEmpty() || text.length() > MOST_BYTES / 3 * 4) {
      throw BadInput.of("bytes", "must be 1 to " + MOST_BYTES + " bytes");
    }
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw BadInput.of("bytes", "must be base64");
    }
  }
}
