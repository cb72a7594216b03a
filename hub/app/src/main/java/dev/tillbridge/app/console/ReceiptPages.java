package dev.tillbridge.app.console;

import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.receipts.PdfReceipt;
import dev.tillbridge.hub.receipts.Receipt;
import dev.tillbridge.hub.receipts.ReceiptLinks;
import dev.tillbridge.hub.sales.Remarks;
import dev.tillbridge.hub.sales.Sales;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * A customer's receipt, for whoever has its address. A token that nobody made and a sale that is still on its
 * way look alike.
 */
@Controller
@RequestMapping("/r")
class ReceiptPages {

  private static final String NOT_FOR_ENGINES = "X-Robots-Tag";
  private static final String NO_TRACE = "noindex, nofollow, noarchive";

  private final ReceiptLinks links;
  private final Sales sales;
  private final Remarks remarks;
  private final Places places;
  private final ReceiptDoor door;
  private final Templates templates;

  ReceiptPages(
      ReceiptLinks links,
      Sales sales,
      Remarks remarks,
      Places places,
      ReceiptDoor door,
      Templates templates) {
    this.links = links;
    this.sales = sales;
    this.remarks = remarks;
    this.places = places;
    this.door = door;
    this.templates = templates;
  }

  /** As a page for a phone. */
  @GetMapping("/{token}")
  ResponseEntity<?> page(@PathVariable String token) {
    return visited(() -> receipt(token)
        .<ResponseEntity<?>>map(receipt -> hidden(templates.page(
            200,
            "console/receipt.jte",
            Map.of("receipt", receipt, "pdf", "/r/" + token + "/receipt.pdf"))))
        .orElseGet(() -> words(
            404,
            "Not here yet",
            "This receipt has not arrived here. A till without a connection sends its sales later;"
                + " please look again in a while.")));
  }

  /** As a file to keep. */
  @GetMapping("/{token}/receipt.pdf")
  ResponseEntity<?> pdf(@PathVariable String token) {
    return visited(() -> receipt(token)
        .<ResponseEntity<?>>map(receipt -> ResponseEntity.ok()
            .contentType(MediaType.APPLICATION_PDF)
            .header(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.inline().filename("receipt.pdf").build().toString())
            .header(NOT_FOR_ENGINES, NO_TRACE)
            .body(PdfReceipt.of(receipt)))
        .orElseGet(() -> words(404, "Not here yet", "This receipt has not arrived here.")));
  }

  private Optional<Receipt> receipt(String token) {
    return links
        .sale(token)
        .flatMap(sales::find)
        .map(sale -> Receipt.of(
            sale, places.get(sale.location()), places.merchant(), remarks.of(sale.id())));
  }

  private ResponseEntity<?> visited(Supplier<ResponseEntity<?>> visit) {
    if (!door.enter()) {
      return words(
          429, "Many are here just now", "Please look again in a minute. Your receipt is safe.");
    }
    try {
      return visit.get();
    } finally {
      door.leave();
    }
  }

  private ResponseEntity<String> words(int status, String title, String words) {
    return hidden(templates.page(
        status, "console/receipt-words.jte", Map.of("title", title, "words", words)));
  }

  private static ResponseEntity<String> hidden(ResponseEntity<String> page) {
    return ResponseEntity.status(page.getStatusCode())
        .headers(page.getHeaders())
        .header(NOT_FOR_ENGINES, NO_TRACE)
        .body(page.getBody());
  }
}
