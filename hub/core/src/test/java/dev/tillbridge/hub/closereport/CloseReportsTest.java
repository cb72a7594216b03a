package dev.tillbridge.hub.closereport;

import static dev.tillbridge.hub.closereport.ReportRig.MONTH;
import static dev.tillbridge.hub.closereport.ReportRig.ONE_DAY;
import static dev.tillbridge.hub.closereport.ReportRig.table;
import static dev.tillbridge.hub.closereport.ReportRig.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.books.Locks;
import dev.tillbridge.hub.places.Merchant;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.IdReused;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a report of the close says is what happened, and each part adds up to the whole. */
class CloseReportsTest {

  private static final Instant LATER = Instant.parse("2026-12-05T15:00:00Z");

  private final ReportRig rig = new ReportRig();

  @AfterEach
  void close() {
    rig.close();
  }

  private byte[] csv(Period period) {
    return rig.reports.csv(rig.make(period).id());
  }

  @Test
  void a_day_is_told_with_its_sales_taxes_tenders_and_accounts() {
    rig.cash(2);
    rig.cash(1);
    rig.card("slip-1");
    rig.hub.now.set(LATER);
    var csv = csv(ONE_DAY);
    // Three mugs for cash at 10.00 and 1.65 + 0.83 of tax, one by card with 0.83.
    assertThat(table(csv, "sales", "channels"))
        .extracting(line -> String.join(" ", line).strip())
        .containsExactly(
            "Counter main Sold USD 3 40.00 0.00 0.00 3.31 0.00 43.31",
            "All   USD 3 40.00 0.00 0.00 3.31 0.00 43.31");
    assertThat(table(csv, "sales", "taxes").getFirst())
        .startsWith("Sales tax", "standard", "8.25 %", "USD", "3.31", "0.00", "3.31");
    assertThat(table(csv, "sales", "tenders"))
        .extracting(line -> line.getFirst() + " " + line.get(2))
        .containsExactly("Cash 32.48", "Card 10.83", "All 43.31");
    assertThat(table(csv, "clearing", "accounts").getFirst())
        .startsWith("1110", "Card clearing", "USD", "0.00", "10.83", "0.00", "10.83");
    assertThat(table(csv, "trial-balance", "accounts"))
        .extracting(line -> line.getFirst() + " " + line.get(5) + " " + line.get(6))
        .containsExactly(
            "1010 32.48 0.00",
            "1110 10.83 0.00",
            "2200 0.00 3.31",
            "4000 0.00 40.00",
            "All 43.31 43.31");
  }

  @Test
  void every_line_has_as_many_cells_and_every_total_is_the_sum_of_its_lines() {
    rig.cash(3);
    rig.card("slip-1");
    rig.hub.now.set(LATER);
    var lines = ReportRig.lines(csv(MONTH));
    assertThat(lines).extracting(CSVRecord::size).containsOnly(lines.getFirst().size());
    int totals = 0;
    for (var total : lines) {
      if (!total.get(2).equals("total")) {
        continue;
      }
      totals++;
      for (int i = 3; i < total.size(); i++) {
        if (total.get(i).matches("-?\\d+(\\.\\d+)?")) {
          int column = i;
          var sum = lines.stream()
              .filter(line -> line.get(2).equals("line")
                  && line.get(0).equals(total.get(0))
                  && line.get(1).equals(total.get(1)))
              .map(line -> new BigDecimal(line.get(column)))
              .reduce(BigDecimal.ZERO, BigDecimal::add);
          assertThat(sum).as(total.toString()).isEqualByComparingTo(total.get(column));
        }
      }
    }
    assertThat(totals).isEqualTo(4);
  }

  @Test
  void a_period_that_is_not_green_says_so_on_its_first_page_and_names_every_difference() {
    rig.cash(1);
    for (int i = 0; i < 60; i++) {
      rig.card("slip-" + i);
    }
    rig.hub.db.tx().executeWithoutResult(_ -> {
      rig.hub.db.jdbc().sql("set local session_replication_role = replica").update();
      rig.hub.db.jdbc().sql("delete from entry_line where role = 'CARD'").update();
      rig.hub
          .db
          .jdbc()
          .sql("delete from entry where id in (select entry_id from entry_line"
              + " group by 1 having sum(amount) <> 0)")
          .update();
    });
    rig.hub.now.set(LATER);
    var report = rig.make(ONE_DAY);
    assertThat(report.green()).isFalse();
    assertThat(PdfReading.of(rig.reports.pdf(report.id())).page(1))
        .contains("NOT GREEN.", "need a person.", "Close report of 22 November 2026");
    // Each sale that is not in the ledger, what is of the terminal, and the sums of accounts.
    assertThat(table(rig.reports.csv(report.id()), "verdict", "differences").stream()
            .filter(line -> line.get(1).equals("Sales and refunds are in the ledger")))
        .hasSize(60);
  }

  @Test
  void a_green_day_is_green_and_a_closed_one_says_by_whom() {
    rig.cash(1);
    rig.hub.now.set(LATER);
    var locks = new Locks(rig.hub.db.jdbc(), rig.hub.db.tx(), rig.hub.clock);
    locks.close(UUID.randomUUID(), ReportRig.DAY, "Month told", "Bob");
    var report = rig.make(ONE_DAY);
    assertThat(report.green()).isTrue();
    assertThat(report.verdict()).isEqualTo("Green: everything agrees.");
    var pdf = PdfReading.of(rig.reports.pdf(report.id()));
    assertThat(pdf.page(1)).contains("Green: everything agrees.", "Corner Shop", "Made by Ann");
    assertThat(pdf.all()).contains("All days of the period are closed.", "Month told", "Bob");
  }

  @Test
  void the_same_books_at_the_same_time_make_the_same_bytes_and_the_next_sale_others() {
    rig.cash(1);
    var one = rig.make(ONE_DAY);
    var two = rig.make(ONE_DAY);
    assertThat(two.pdfHash()).isEqualTo(one.pdfHash());
    assertThat(two.csvHash()).isEqualTo(one.csvHash());
    assertThat(rig.reports.zip(one.id())).isEqualTo(rig.reports.zip(two.id()));
    rig.cash(1);
    assertThat(rig.make(ONE_DAY).csvHash()).isNotEqualTo(one.csvHash());
  }

  @Test
  void one_id_is_one_report() {
    var id = UUID.randomUUID();
    var made = rig.reports.make(id, ONE_DAY, "Ann");
    rig.cash(1);
    assertThat(rig.reports.make(id, ONE_DAY, "Bob")).isEqualTo(made);
    assertThatThrownBy(() -> rig.reports.make(
            id,
            MONTH.through().isAfter(ReportRig.DAY)
                ? new Period(MONTH.from(), ReportRig.DAY)
                : MONTH,
            "Ann"))
        .isInstanceOf(IdReused.class);
    assertThatThrownBy(() -> rig.make(MONTH)).isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> new Period(ReportRig.DAY, ReportRig.DAY.plusDays(366)))
        .isInstanceOf(BadInput.class);
    assertThat(rig.reports.newest(10)).containsExactly(made);
  }

  @Test
  void words_of_people_are_no_formulas_and_names_of_the_whole_continent_can_be_read() {
    rig.hub.places.save(
        new Merchant("=HYPERLINK(\"x\") Καφέ Кафе Łódź 現金", List.of("-1", "@home")));
    rig.cash(1);
    var report = rig.make(ONE_DAY);
    var csv = rig.reports.csv(report.id());
    assertThat(ReportRig.lines(csv))
        .allSatisfy(line -> assertThat(line)
            .allSatisfy(
                cell -> assertThat(cell).matches("(?s)(-?[0-9]+(\\.[0-9]+)?|[^=+@-].*|-|)")));
    assertThat(text(csv)).contains("'=HYPERLINK(\"\"x\"\") Καφέ Кафе Łódź 現金");
    assertThat(PdfReading.of(rig.reports.pdf(report.id())).all())
        .contains("=HYPERLINK(\"x\") Καφέ Кафе Łódź ??");
  }

  @Test
  void a_pdf_says_its_title_language_and_structure_and_repeats_the_heads_of_tables() {
    for (int i = 0; i < 80; i++) {
      rig.card("slip-" + i);
    }
    rig.hub.now.set(LATER);
    rig.hub.db.tx().executeWithoutResult(_ -> {
      rig.hub.db.jdbc().sql("set local session_replication_role = replica").update();
      rig.hub.db.jdbc().sql("delete from entry").update();
    });
    var pdf = PdfReading.of(rig.reports.pdf(rig.make(ONE_DAY).id()));
    assertThat(pdf.title()).isEqualTo("Close report of 22 November 2026, Corner Shop");
    assertThat(pdf.language()).isEqualTo("en");
    assertThat(pdf.isTagged()).isTrue();
    assertThat(pdf.width()).as("dollars are printed on Letter").isEqualTo(612);
    assertThat(pdf.pages()).isGreaterThan(3);
    for (int page = 1; page <= pdf.pages(); page++) {
      assertThat(pdf.page(page)).contains("Page " + page + " of " + pdf.pages());
    }
    assertThat(pdf.page(2)).contains("What is wrong");
    assertThat(pdf.structure())
        .containsEntry("H1", 1)
        .containsEntry("H2", 7)
        .containsKeys("Table", "Caption", "THead", "TBody", "TH", "TD");
  }

  @Test
  void a_report_is_kept_for_ever() {
    var report = rig.make(ONE_DAY);
    for (var sql : List.of(
        "update close_report set verdict = 'x'",
        "delete from close_report",
        "delete from signing_key")) {
      assertThatThrownBy(() -> rig.hub.db.jdbc().sql(sql).update())
          .as(sql)
          .hasMessageContaining("append-only");
    }
    assertThat(rig.reports.get(report.id())).isEqualTo(report);
    assertThat(report.period().from()).isEqualTo(LocalDate.of(2026, 11, 22));
  }
}
