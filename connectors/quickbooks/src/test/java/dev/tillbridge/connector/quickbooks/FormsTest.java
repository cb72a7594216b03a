package dev.tillbridge.connector.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.intuit.ipp.data.LineDetailTypeEnum;
import com.intuit.ipp.data.SalesReceipt;
import dev.tillbridge.model.sale.SaleCharge;
import dev.tillbridge.model.sale.Tender.Kind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;
import java.util.Random;
import java.util.TimeZone;
import java.util.UUID;
import java.util.stream.LongStream;
import org.joda.time.DateTimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormsTest {

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whatever_was_sold_the_document_adds_up_to_what_was_paid(long seed) {
    var random = new Random(seed);
    var currency = new String[] {"USD", "JPY", "KWD"}[random.nextInt(3)];
    var sale = new Sales(currency);
    long net = 0;
    for (int i = 0; i < 1 + random.nextInt(6); i++) {
      int quantity = 1 + random.nextInt(50);
      long price = random.nextLong(10_000);
      long discount = random.nextBoolean() ? 0 : random.nextLong(price * quantity + 1);
      sale.line("S" + i, quantity, price, discount);
      net += price * quantity - discount;
    }
    sale.shipping(random.nextBoolean() ? 0 : random.nextLong(2_000));
    if (random.nextInt(3) == 0) {
      sale.charge(SaleCharge.Kind.TIP, random.nextLong(1, 2_000));
      sale.charge(SaleCharge.Kind.DUTY, random.nextLong(1, 2_000));
    }
    sale.tax(random.nextBoolean(), net, random.nextLong(net / 5 + 1));
    boolean cash = random.nextInt(4) == 0;
    sale.rounded(cash ? random.nextLong(-4, 5) : 0);
    var posting = sale.paid(cash ? Kind.CASH : Kind.SHOP);

    var receipt = (SalesReceipt) Papers.of(posting.document(), IntuitSchemaTest.names(posting));

    var sum = receipt.getTxnTaxDetail().getTotalTax();
    for (var line : receipt.getLine()) {
      if (line.getDetailType() == LineDetailTypeEnum.DISCOUNT_LINE_DETAIL) {
        sum = sum.subtract(line.getAmount());
      } else {
        sum = sum.add(line.getAmount());
        if (!"Cash rounding".equals(line.getDescription())) {
          assertThat(line.getAmount()).isNotNegative();
        }
        var detail = line.getSalesItemLineDetail();
        if (detail.getQty() != null) {
          // QuickBooks refuses a line whose price times quantity is not its amount.
          assertThat(detail
                  .getUnitPrice()
                  .multiply(detail.getQty())
                  .setScale(line.getAmount().scale(), RoundingMode.HALF_UP))
              .isEqualTo(line.getAmount());
        }
      }
    }
    assertThat(sum).isEqualTo(posting.document().total().toDecimal());
  }

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  /** The SDK's calendar of zones is of 2012: Istanbul left summer time for good in 2016. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "UTC",
        "Europe/Istanbul",
        "America/Los_Angeles",
        "Pacific/Auckland",
        "Asia/Pyongyang"
      })
  void the_business_day_survives_every_time_zone_of_the_machine(String zone) {
    var ours = TimeZone.getDefault();
    var theirs = DateTimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone(zone));
      DateTimeZone.setDefault(DateTimeZone.forID(zone));
      assertThat(Documents.json(receipt())).contains("\"TxnDate\":\"2026-11-22\"");
    } finally {
      TimeZone.setDefault(ours);
      DateTimeZone.setDefault(theirs);
    }
  }

  @Test
  void the_sdk_reads_the_largest_amounts_of_quickbooks_to_the_cent() {
    var response = Objects.requireNonNull(
        Documents.read("{\"SalesReceipt\":{\"Id\":\"1\",\"TotalAmt\":99999999999.99}}"));
    assertThat(Documents.created(response, SalesReceipt.class))
        .isNotNull()
        .extracting(SalesReceipt::getTotalAmt)
        .isEqualTo(new BigDecimal("99999999999.99"));
  }

  @Test
  void a_number_of_ours_is_fixed_for_ever_and_fits() {
    // Known answer, computed apart with another language's SHA-256.
    assertThat(DocNumber.of(Sales.SALE)).isEqualTo("T-GV61PV6C6EM0ZZ16B1X").hasSize(21);
    assertThat(DocNumber.of(new UUID(0, 0))).matches("T-[0-9A-HJKMNP-TV-Z]{19}");
  }

  private static SalesReceipt receipt() {
    var mugs = Sales.mugs();
    return (SalesReceipt) Papers.of(mugs.document(), IntuitSchemaTest.names(mugs));
  }
}
