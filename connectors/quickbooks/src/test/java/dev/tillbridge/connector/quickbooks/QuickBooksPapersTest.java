package dev.tillbridge.connector.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tillbridge.model.books.BooksPapers;
import dev.tillbridge.model.books.BooksPapers.Subject;
import dev.tillbridge.model.books.Document;
import dev.tillbridge.model.books.DocumentKind;
import dev.tillbridge.model.books.Posting;
import dev.tillbridge.model.books.Role;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Files beside documents, and invoices by mail: each once, whatever becomes of answers. */
class QuickBooksPapersTest {

  private static final UUID KEY = UUID.fromString("0198f3c2-7a11-7000-8000-00000000000f");
  private static final String NAME = "receipt-R1-000101.pdf";

  /** No text: bytes that are none in any encoding, and one that looks like an end. */
  private static final byte[] PDF = {'%', 'P', 'D', 'F', 0, -1, -30, 13, 10, '-', '-', 13, 10, 7};

  private final Simulated company = new Simulated();
  private final BooksPapers papers = company.books.papers().orElseThrow();

  @AfterEach
  void stop() {
    company.close();
  }

  private Subject receipt() {
    return new Subject(DocumentKind.RECEIPT, id(company.books.book(Sales.mugs())));
  }

  private String invoice() {
    var sold = (Document.Receipt) Sales.mugs().document();
    var owed = new Document.Invoice(sold.head(), sold.form(), Sales.account(Role.RECEIVABLE, ""));
    return id(company.books.book(new Posting(UUID.randomUUID(), owed)));
  }

  private static String id(Outcome<String> outcome) {
    assertThat(outcome).isInstanceOf(Delivered.class);
    return outcome instanceof Delivered<String>(var id) ? id : "";
  }

  private JsonNode files() {
    return company.truth().path("files");
  }

  @Test
  void a_file_is_there_to_the_byte_beside_its_document_and_is_found()
      throws NoSuchAlgorithmException {
    var receipt = receipt();
    assertThat(papers.attached(receipt, NAME)).isInstanceOf(NotSent.class);
    var id = id(papers.attach(KEY, receipt, NAME, PDF));
    assertThat(papers.attached(receipt, NAME)).isEqualTo(new Delivered<>(id));
    assertThat(papers.attached(receipt, "another.pdf")).isInstanceOf(NotSent.class);
    var file = files().path(0);
    assertThat(file.path("type").asText()).isEqualTo("SalesReceipt");
    assertThat(file.path("document").asText()).isEqualTo(receipt.remoteId());
    assertThat(file.path("sha256").asText())
        .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(PDF)));
  }

  @Test
  void a_file_whose_answer_is_lost_is_found_and_not_kept_twice() {
    var receipt = receipt();
    company.lose(1, "/upload");
    assertThat(papers.attach(KEY, receipt, NAME, PDF)).isInstanceOf(InDoubt.class);
    assertThat(papers.attached(receipt, NAME)).isInstanceOf(Delivered.class);
    assertThat(files()).hasSize(1);
  }

  @Test
  void a_file_for_a_document_that_is_gone_is_refused_in_words() {
    var nowhere = new Subject(DocumentKind.RECEIPT, "99999");
    assertThat(papers.attach(KEY, nowhere, NAME, PDF))
        .isInstanceOfSatisfying(
            Refused.class, no -> assertThat(no.why()).contains("takes no file", "2500"));
  }

  @Test
  void an_invoice_is_mailed_once_and_says_so() {
    var invoice = invoice();
    assertThat(papers.mailed(invoice)).isInstanceOf(NotSent.class);
    assertThat(papers.mail(KEY, invoice, "baker+1@example.com"))
        .isEqualTo(new Delivered<>(invoice));
    assertThat(papers.mailed(invoice)).isEqualTo(new Delivered<>(invoice));
    assertThat(company.truth().path("mails")).hasSize(1);
    assertThat(company.truth().at("/mails/0/to").asText()).isEqualTo("baker+1@example.com");
  }

  @Test
  void a_mail_whose_answer_is_lost_is_known_by_the_invoice() {
    var invoice = invoice();
    company.lose(1, "/send");
    assertThat(papers.mail(KEY, invoice, "baker@example.com")).isInstanceOf(InDoubt.class);
    assertThat(papers.mailed(invoice)).isInstanceOf(Delivered.class);
    assertThat(company.truth().path("mails")).hasSize(1);
  }

  @Test
  void a_mail_that_never_left_is_known_not_to_have_been_sent() {
    var invoice = invoice();
    company.control("/sandbox/quickbooks/faults", "{\"errorRate\": 1, \"match\": \"/send\"}");
    assertThat(papers.mail(KEY, invoice, "baker@example.com")).isInstanceOf(InDoubt.class);
    company.control("/sandbox/quickbooks/faults", "{}");
    assertThat(papers.mailed(invoice)).isInstanceOf(NotSent.class);
    assertThat(company.truth().path("mails")).isEmpty();
  }
}
