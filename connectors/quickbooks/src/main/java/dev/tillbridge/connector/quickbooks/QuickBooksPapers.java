package dev.tillbridge.connector.quickbooks;

import com.intuit.ipp.data.Attachable;
import com.intuit.ipp.data.AttachableRef;
import com.intuit.ipp.data.EmailStatusEnum;
import com.intuit.ipp.data.Invoice;
import dev.tillbridge.connector.quickbooks.Reply.Answered;
import dev.tillbridge.connector.quickbooks.Reply.Cause;
import dev.tillbridge.connector.quickbooks.Reply.Faulted;
import dev.tillbridge.connector.quickbooks.Reply.Lost;
import dev.tillbridge.connector.quickbooks.Reply.Unsent;
import dev.tillbridge.model.books.BooksPapers;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Files beside documents (Attachable), and invoices by QuickBooks' own mail. QuickBooks promises for neither
 * that a repeated {@code requestid} has one effect, so both can be looked for: a file by its document and
 * name, a mail by the invoice's EmailStatus.
 */
final class QuickBooksPapers implements BooksPapers {

  private static final String PDF = "application/pdf";
  private static final Duration MAILS_LATER = Duration.ofMinutes(5);

  private final QuickBooksApi api;
  private final References references;

  QuickBooksPapers(QuickBooksApi api, References references) {
    this.api = api;
    this.references = references;
  }

  @Override
  public Outcome<String> attach(UUID key, Subject subject, String fileName, byte[] pdf) {
    var form = form(key.toString(), Documents.json(file(subject, fileName)), fileName, pdf);
    return switch (api.upload(Wire.once(form, "multipart/form-data; boundary=" + key), key)) {
      case Answered(var response) -> {
        var kept = response.getAttachableResponse();
        yield kept == null || kept.isEmpty()
            ? new InDoubt<>("QuickBooks' answer tells nothing of the file")
            : kept(kept.getFirst().getFault(), kept.getFirst().getAttachable());
      }
      case Faulted(var code, var words) -> refused("takes no file", code, words);
      case Unsent(var ignored, var why, var wait) -> new NotSent<>(why, wait);
      case Lost(var why) -> new InDoubt<>(why);
    };
  }

  private static Outcome<String> kept(
      com.intuit.ipp.data.@Nullable Fault fault, @Nullable Attachable file) {
    if (fault != null) {
      return refused("takes no file", QuickBooksApi.code(fault), QuickBooksApi.words(fault));
    }
    return file == null || file.getId() == null
        ? new InDoubt<>("QuickBooks does not tell which file it kept")
        : new Delivered<>(file.getId());
  }

  /** What is told of the file beside its bytes. */
  static Attachable file(Subject subject, String fileName) {
    var document = Names.reference(subject.remoteId());
    document.setType(Kinds.name(subject.kind()));
    var link = new AttachableRef();
    link.setEntityRef(document);
    link.setIncludeOnSend(false);
    var row = new Attachable();
    row.setAttachableRef(List.of(link));
    row.setFileName(fileName);
    row.setContentType(PDF);
    return row;
  }

  /** The two parts share the number at the end of their names (Intuit, "Attachable, upload"). */
  private static byte[] form(String boundary, String json, String fileName, byte[] pdf) {
    var form = new ByteArrayOutputStream(pdf.length + 1_000);
    form.writeBytes(text(
        "--%s\r\nContent-Disposition: form-data; name=\"file_metadata_01\"\r\n".formatted(boundary)
            + "Content-Type: application/json; charset=UTF-8\r\n\r\n" + json + "\r\n"));
    form.writeBytes(
        text("--%s\r\nContent-Disposition: form-data; name=\"file_content_01\"; filename=\"%s\"\r\n"
                .formatted(boundary, fileName)
            + "Content-Type: " + PDF + "\r\n\r\n"));
    form.writeBytes(pdf);
    form.writeBytes(text("\r\n--" + boundary + "--\r\n"));
    return form.toByteArray();
  }

  private static byte[] text(String words) {
    return words.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Outcome<String> attached(Subject subject, String fileName) {
    var answer = references.ask(
        "select * from Attachable where AttachableRef.EntityRef.Type = %s and AttachableRef.EntityRef.value = %s maxresults 1000"
            .formatted(
                QueryText.literal(Kinds.name(subject.kind())),
                QueryText.literal(subject.remoteId())),
        Attachable.class);
    if (!(answer instanceof Delivered<List<Attachable>>(var found))) {
      // Not being able to ask says nothing about what is there.
      return new InDoubt<>("could not look for it: " + QuickBooksBookkeeping.why(answer));
    }
    return found.stream()
        .filter(file -> fileName.equals(file.getFileName()))
        .findFirst()
        .<Outcome<String>>map(file -> new Delivered<>(file.getId()))
        .orElseGet(() -> new NotSent<>("the document has no such file", null));
  }

  @Override
  public Outcome<String> mail(UUID key, String remoteInvoice, String address) {
    return switch (api.send(remoteInvoice, address, key)) {
      case Answered(var response) -> {
        var sent = Documents.created(response, Invoice.class);
        yield sent != null && sent.getEmailStatus() == EmailStatusEnum.EMAIL_SENT
            ? new Delivered<>(remoteInvoice)
            : new InDoubt<>("QuickBooks does not say that it sent the invoice");
      }
      case Faulted(var code, var words) -> refused("does not send the invoice", code, words);
      // There may be a limit of mails, and each "slow down" costs all requests a minute.
      case Unsent(var cause, var why, var wait) ->
        new NotSent<>(why, cause == Cause.BUSY ? MAILS_LATER : wait);
      case Lost(var why) -> new InDoubt<>(why);
    };
  }

  @Override
  public Outcome<String> mailed(String remoteInvoice) {
    var answer = references.ask(
        "select * from Invoice where Id = " + QueryText.literal(remoteInvoice), Invoice.class);
    if (!(answer instanceof Delivered<List<Invoice>>(var found))) {
      return new InDoubt<>(
          "could not ask whether it was sent: " + QuickBooksBookkeeping.why(answer));
    }
    if (found.isEmpty()) {
      return new Refused<>("the invoice is not there any more");
    }
    return found.getFirst().getEmailStatus() == EmailStatusEnum.EMAIL_SENT
        ? new Delivered<>(remoteInvoice)
        : new NotSent<>("it was not sent", null);
  }

  private static Outcome<String> refused(String what, String code, String words) {
    return new Refused<>("QuickBooks %s: %s (QuickBooks %s)".formatted(what, words, code));
  }
}
