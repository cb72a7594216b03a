package dev.tillbridge.hub.posting;

import dev.tillbridge.model.books.Document;
import dev.tillbridge.model.books.Document.Head;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A document that is sent again has an id of its own there, so that it gets another number: neither its
 * old key nor its old number finds the one that was deleted.
 */
final class SentAgain {

  private SentAgain() {}

  /** The document as it is sent now. */
  static Document of(JdbcClient jdbc, Document document) {
    var head = document.head();
    return jdbc.sql("""
            select id from book_again where document_id = :id order by made_at desc, id limit 1
            """)
        .param("id", head.id())
        .query(UUID.class)
        .optional()
        .map(id -> with(document, as(head, id)))
        .orElse(document);
  }

  private static Head as(Head head, UUID id) {
    var old = head.id().toString();
    // It is recognised by the id in its note.
    return new Head(
        id,
        head.day(),
        head.currency(),
        head.note().contains(old)
            ? head.note().replace(old, id.toString())
            : head.note() + " (" + id + ")",
        head.others(),
        head.channel(),
        head.customer());
  }

  private static Document with(Document document, Head head) {
    return switch (document) {
      case Document.Receipt(var ignored, var form, var money) ->
        new Document.Receipt(head, form, money);
      case Document.Refund(var ignored, var form, var money) ->
        new Document.Refund(head, form, money);
      case Document.Invoice(var ignored, var form, var owed) ->
        new Document.Invoice(head, form, owed);
      case Document.Credit(var ignored, var form, var owed) ->
        new Document.Credit(head, form, owed);
      case Document.Payment paid ->
        new Document.Payment(
            head,
            paid.amount(),
            paid.invoice(),
            paid.remoteInvoice(),
            paid.money(),
            paid.receivable());
      case Document.Journal journal -> new Document.Journal(head, journal.moves());
      case Document.Deposit deposit -> new Document.Deposit(head, deposit.bank(), deposit.moves());
    };
  }
}
