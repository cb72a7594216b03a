package dev.tillbridge.hub.receipts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.hub.places.Merchant;
import dev.tillbridge.hub.receipts.Receipt.Line;
import dev.tillbridge.hub.receipts.Receipt.Row;
import dev.tillbridge.hub.sales.SaleView;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.catalog.TaxCategory;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.place.Location;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.place.StockPolicy;
import dev.tillbridge.model.place.TaxMode;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.sale.SaleLine;
import dev.tillbridge.model.sale.SaleTax;
import dev.tillbridge.model.sale.Tender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The till's paper and the hub's page say the same of the same sale; the till's own test writes the file. */
class GoldenReceiptsTest {

  private static final Path FILE = Path.of(System.getProperty("basedir", "."))
      .resolve("../../register-lite/src/receipt/receipt.golden.json")
      .normalize();

  record Golden(String name, JsonNode sale, JsonNode says) {
    @Override
    public String toString() {
      return name;
    }

    Receipt receipt() {
      var merchant =
          new Merchant(sale.at("/merchant/name").asString(), strings(sale.at("/merchant/address")));
      return Receipt.of(view(), location(), merchant);
    }

    private Location location() {
      return new Location(
          new LocationId(sale.at("/location/id").asString()),
          sale.at("/location/name").asString(),
          ZoneId.of(sale.at("/location/timeZone").asString()),
          currency(),
          TaxMode.valueOf(sale.path("taxMode").asString()),
          List.of(),
          StockPolicy.WARN,
          null);
    }

    private Currency currency() {
      return Currency.getInstance(sale.path("currency").asString());
    }

    private Money money(JsonNode minor) {
      return new Money(minor.asLong(), currency());
    }

    private @Nullable Money orNull(JsonNode amount) {
      return amount.isMissingNode() ? null : money(amount.path("minor"));
    }

    private SaleView view() {
      var lines = new ArrayList<SaleLine>();
      for (var line : sale.path("lines")) {
        var variant = line.path("variantTitle").asString();
        var title = line.path("title").asString();
        lines.add(new SaleLine(
            new Sku("SKU-" + lines.size()),
            variant.isEmpty() ? title : title + ", " + variant,
            line.path("quantity").asInt(),
            money(line.path("unitPrice")),
            line.path("discount").isNull()
                ? Money.zero(currency())
                : money(line.path("discount"))));
      }
      var taxes = new ArrayList<SaleTax>();
      for (var tax : sale.path("taxes")) {
        taxes.add(new SaleTax(
            new TaxCategory(tax.path("category").asString()),
            tax.path("name").asString(),
            tax.path("ratePpm").asInt(),
            tax.path("included").asBoolean(),
            money(tax.path("taxable")),
            money(tax.path("amount"))));
      }
      var tenders = new ArrayList<Tender>();
      for (var tender : sale.path("tenders")) {
        tenders.add(new Tender(
            Tender.Kind.valueOf(tender.path("kind").asString()),
            money(tender.at("/amount/minor")),
            orNull(tender.path("tendered")),
            orNull(tender.path("change")),
            null));
      }
      var zero = Money.zero(currency());
      var net = lines.stream().map(SaleLine::net).reduce(zero, Money::plus);
      var onTop = taxes.stream()
          .filter(tax -> !tax.included())
          .map(SaleTax::amount)
          .reduce(zero, Money::plus);
      var total = net.plus(onTop);
      var paid = tenders.stream().map(Tender::amount).reduce(zero, Money::plus);
      return new SaleView(
          UUID.randomUUID(),
          1,
          "FULFILLED",
          Channel.COUNTER,
          new LocationId(sale.at("/location/id").asString()),
          sale.path("register").asString(),
          sale.path("receiptNumber").asString(),
          null,
          Instant.parse(sale.path("soldAt").asString()),
          Instant.parse(sale.path("soldAt").asString()),
          currency(),
          lines,
          zero,
          taxes,
          tenders,
          net,
          onTop,
          total,
          paid.minus(total),
          null,
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          null);
    }
  }

  static Stream<Golden> golden() throws IOException {
    var all = new ArrayList<Golden>();
    for (var each : JsonMapper.builder().build().readTree(Files.readString(FILE))) {
      all.add(new Golden(each.path("name").asString(), each.path("sale"), each.path("says")));
    }
    return all.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("golden")
  void the_hub_says_what_the_till_says(Golden golden) {
    var receipt = golden.receipt();
    var says = golden.says();
    assertThat(receipt.number()).isEqualTo(says.path("number").asString());
    assertThat(receipt.merchant()).isEqualTo(says.at("/merchant/name").asString());
    assertThat(receipt.address()).isEqualTo(strings(says.at("/merchant/address")));
    assertThat(receipt.facts()).isEqualTo(rows(says.path("facts")));
    var lines = new ArrayList<Line>();
    says.path("lines")
        .forEach(line -> lines.add(new Line(
            line.path("what").asString(),
            line.path("amount").asString(),
            strings(line.path("details")))));
    assertThat(receipt.lines()).isEqualTo(lines);
    assertThat(receipt.sums()).isEqualTo(rows(says.path("sums")));
    assertThat(receipt.total()).isEqualTo(row(says.path("total")));
    assertThat(receipt.included()).isEqualTo(rows(says.path("included")));
    assertThat(receipt.tenders()).isEqualTo(rows(says.path("tenders")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("golden")
  void the_pdf_holds_all_of_it_and_is_always_the_same(Golden golden) throws IOException {
    var receipt = golden.receipt();
    var pdf = PdfReceipt.of(receipt);
    assertThat(PdfReceipt.of(receipt)).isEqualTo(pdf);
    try (var document = Loader.loadPDF(pdf)) {
      assertThat(document.getDocumentInformation().getTitle())
          .isEqualTo("Receipt " + receipt.number() + ", " + receipt.merchant());
      assertThat(document.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
      var text = new PDFTextStripper().getText(document);
      assertThat(text).contains(receipt.merchant()).contains(receipt.total().value());
      for (var row : receipt.tenders()) {
        assertThat(text).contains(row.name()).contains(row.value());
      }
      for (var line : receipt.lines()) {
        // Letters that the typeface does not have are question marks.
        assertThat(text).contains(line.amount());
      }
    }
  }

  private static List<String> strings(JsonNode nodes) {
    var strings = new ArrayList<String>();
    nodes.forEach(node -> strings.add(node.asString()));
    return strings;
  }

  private static Row row(JsonNode node) {
    return new Row(node.path("name").asString(), node.path("value").asString());
  }

  private static List<Row> rows(JsonNode nodes) {
    var rows = new ArrayList<Row>();
    nodes.forEach(node -> rows.add(row(node)));
    return rows;
  }
}
