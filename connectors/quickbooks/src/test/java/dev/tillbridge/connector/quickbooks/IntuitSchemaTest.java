package dev.tillbridge.connector.quickbooks;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tillbridge.model.books.BookAccount;
import dev.tillbridge.model.books.BooksPapers;
import dev.tillbridge.model.books.Document;
import dev.tillbridge.model.books.DocumentKind;
import dev.tillbridge.model.books.Form;
import dev.tillbridge.model.books.FormLine;
import dev.tillbridge.model.books.Posting;
import dev.tillbridge.model.books.Role;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.sale.SaleCharge;
import dev.tillbridge.model.sale.Tender;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every document of ours is one that Intuit's own classes and schema know. */
final class IntuitSchemaTest {

  /** Ids for whatever a document names. */
  static Names names(Posting posting) {
    var ids = new HashMap<BookAccount, String>();
    ids.put(BookAccount.SPLIT, "99");
    var items = new HashMap<String, String>();
    var itemOf = new HashMap<FormLine, String>();
    var document = posting.document();
    document.effect().keySet().forEach(account -> ids.put(account, "3" + account.code()));
    var form = switch (document) {
      case Document.Receipt receipt -> receipt.form();
      case Document.Refund refund -> refund.form();
      case Document.Invoice invoice -> invoice.form();
      case Document.Credit credit -> credit.form();
      case Document.Payment ignored -> new Form(document.head().currency(), List.of());
      case Document.Journal ignored -> new Form(document.head().currency(), List.of());
      case Document.Deposit ignored -> new Form(document.head().currency(), List.of());
    };
    if (document instanceof Document.Receipt receipt) {
      ids.put(receipt.money(), "35");
    }
    for (var line : form.lines()) {
      ids.put(line.account(), "4" + line.account().code());
      itemOf.put(line, line.role() == Role.SHIPPING ? Forms.SHIPPING : "5");
      var sku = line.sku();
      if (sku != null) {
        items.put(sku.code(), "19");
      }
    }
    return new Names(ids, items, itemOf, "7", new FormTaxes.OneSum());
  }

  static Stream<Named<Posting>> postings() {
    return Stream.of(
        Named.of("a cash sale", Sales.mugs()),
        Named.of(
            "taxes inside the prices and a discount",
            new Sales("GBP")
                .line("MUG", 3, 1999, 600)
                .line("CUP", 1, 1, 0)
                .shipping(495)
                .tax(true, 5397, 982)
                .paid(Tender.Kind.PAYPAL)),
        Named.of(
            "a web order with everything charged",
            new Sales("USD")
                .at("shopify", "demo.myshopify.com")
                .line("MUG", 1, 1998, 0)
                .shipping(500)
                .charge(SaleCharge.Kind.TIP, 200)
                .charge(SaleCharge.Kind.DUTY, 310)
                .charge(SaleCharge.Kind.FEE, 99)
                .tax(false, 1998, 165)
                .paid(Tender.Kind.SHOP)),
        Named.of(
            "paid in two kinds",
            new Sales("JPY").line("MUG", 2, 500, 0).paid(Tender.Kind.CASH, Tender.Kind.PAYPAL)),
        Named.of(
            "as large as amounts get",
            new Sales("USD").line("MUG", 1, 999_999_999_999_999L, 0).paid(Tender.Kind.CASH)));
  }

  @ParameterizedTest
  @MethodSource("postings")
  void ours_are_theirs(Posting posting) {
    IntuitJudge.judge(
        Papers.kind(posting.document()),
        Documents.json(Papers.of(posting.document(), names(posting))));
  }

  static Stream<Named<Document>> kinds() {
    var sold = (Document.Receipt) new Sales("GBP")
        .line("MUG", 3, 1999, 600)
        .shipping(495)
        .tax(true, 5397, 982)
        .paid(Tender.Kind.CASH)
        .document();
    var head = sold.head();
    var cash = Sales.account(Role.CASH, "");
    var owed = Sales.account(Role.RECEIVABLE, "");
    var bank = Sales.account(Role.BANK, "");
    return Stream.of(
        Named.of("RefundReceipt", new Document.Refund(head, sold.form(), cash)),
        Named.of("Invoice", new Document.Invoice(head, sold.form(), owed)),
        Named.of("CreditMemo", new Document.Credit(head, sold.form(), owed)),
        Named.of("Payment", new Document.Payment(head, sold.total(), head.id(), "12", cash, owed)),
        Named.of(
            "JournalEntry",
            new Document.Journal(
                head,
                List.of(
                    new Document.Move(Role.RECEIVABLE, owed, "owes", Money.of(5, "GBP")),
                    new Document.Move(Role.CASH, cash, "paid", Money.of(-5, "GBP"))))),
        Named.of(
            "Deposit",
            new Document.Deposit(
                head,
                bank,
                List.of(
                    new Document.Move(Role.PAYPAL, cash, "sold", Money.of(-500, "GBP")),
                    new Document.Move(Role.GATEWAY_FEE, owed, "fee", Money.of(20, "GBP"))))));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void each_kind_is_theirs(Document document) {
    var posting = new Posting(Sales.KEY, document);
    var row = Papers.of(document, names(posting));
    IntuitJudge.judge(Papers.kind(document), Documents.json(row));
    for (boolean onLines : new boolean[] {true, false}) {
      var tagged = names(posting).tagged(new Tags("2", "3", onLines));
      IntuitJudge.judge(Papers.kind(document), Documents.json(Papers.of(document, tagged)));
    }
    // Outside the United States each line names its code, and each rate its amount.
    if (document instanceof Document.Refund refund) {
      var tax = refund.form().taxes().getFirst();
      var coded = new FormTaxes.Coded(
          Map.of("standard", "4"),
          List.of(new FormTaxes.Rate("6", new BigDecimal("20"), "standard", tax)));
      var plain = names(posting);
      IntuitJudge.judge(
          "RefundReceipt",
          Documents.json(Papers.of(
              document, new Names(plain.accounts(), plain.items(), plain.itemOf(), "7", coded))));
    }
  }

  @Test
  void what_is_made_beside_documents_is_theirs() {
    IntuitJudge.judge("Department", Documents.json(NewThings.department("Main Street")));
    IntuitJudge.judge("Class", Documents.json(NewThings.type("Counter")));
    IntuitJudge.judge(
        "Attachable",
        Documents.json(QuickBooksPapers.file(
            new BooksPapers.Subject(DocumentKind.INVOICE, "12"), "invoice-R1-1.pdf")));
  }

  @Test
  void a_field_that_is_none_of_theirs_is_found() {
    var receipt = receipt();
    receipt.put("Totl", 1);
    assertThatThrownBy(() -> IntuitJudge.judge("SalesReceipt", receipt))
        .hasMessageContaining("Totl");
  }

  @Test
  void a_line_of_no_known_kind_is_found() {
    var receipt = receipt();
    ((ObjectNode) receipt.at("/Line/0")).put("DetailType", "GoodsLineDetail");
    assertThatThrownBy(() -> IntuitJudge.judge("SalesReceipt", receipt))
        .hasMessageContaining("GoodsLineDetail");
  }

  @Test
  void an_amount_that_is_no_number_is_found() {
    var receipt = receipt();
    ((ObjectNode) receipt.at("/Line/0")).put("Amount", "twelve");
    assertThatThrownBy(() -> IntuitJudge.judge("SalesReceipt", receipt))
        .hasMessageContaining("twelve");
  }

  private static ObjectNode receipt() {
    return (ObjectNode)
        IntuitJudge.tree(Documents.json(Papers.of(Sales.mugs().document(), names(Sales.mugs()))));
  }
}
