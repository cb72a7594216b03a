package dev.tillbridge.hub.books;

import static dev.tillbridge.hub.books.BooksRig.NOW;
import static dev.tillbridge.hub.books.BooksRig.TODAY;
import static dev.tillbridge.hub.books.BooksRig.line;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.model.books.AccountKind;
import dev.tillbridge.model.books.Role;
import dev.tillbridge.model.money.Money;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportTest {

  private final BooksRig rig = new BooksRig();

  @TempDir
  private Path folder;

  @AfterEach
  void close() {
    rig.close();
  }

  private String written(ExportFormat format, @Nullable LocalDate from) throws IOException {
    var file = folder.resolve("ledger." + format.extension());
    new Export(rig.db.jdbc(), rig.db.tx()).write(format, from, null, file);
    return Files.readString(file);
  }

  private void enter(String id, LocalDate day, String words, DraftLine... lines) {
    rig.enter(new Draft(
        new Event(Cause.SALE, id, day, TODAY, NOW, "main", "COUNTER", "R1"),
        words,
        List.of(lines)));
  }

  private static DraftLine yen(Role role, long yen) {
    return new DraftLine(role, "", "", Money.of(yen, "JPY"));
  }

  @Test
  void hledger_reads_days_in_order_every_amount_in_its_own_decimals() throws IOException {
    enter("b", TODAY, "Sale R1-2", yen(Role.CASH, 1_500), yen(Role.SALES, -1_500));
    enter("a", TODAY.minusDays(1), "Sale R1-1", line(Role.CASH, 1_250), line(Role.SALES, -1_250));
    var text = written(ExportFormat.HLEDGER, null);
    assertThat(text)
        .startsWith("decimal-mark .\ncommodity 1000. JPY\ncommodity 1000.00 USD\naccount ")
        .contains("account Assets:1010-Cash-on-hand  ; type: A\n")
        .contains("account Liabilities:2050-Goods-received-not-invoiced  ; type: L\n")
        .endsWith("""

            2026-11-21 (2) Sale R1-1
                ; cause: SALE/a
                Assets:1010-Cash-on-hand  12.50 USD
                Income:4000-Sales  -12.50 USD

            2026-11-22 (1) Sale R1-2
                ; cause: SALE/b
                Assets:1010-Cash-on-hand  1500 JPY
                Income:4000-Sales  -1500 JPY
            """);
  }

  @Test
  void a_period_has_its_entries_only_and_reversals_say_what_they_reverse() throws IOException {
    enter("a", TODAY.minusDays(9), "Sale R1-1", line(Role.CASH, 100), line(Role.SALES, -100));
    rig.books.reverse(1, BooksRig.event("a", TODAY), "It was none");
    assertThat(written(ExportFormat.HLEDGER, TODAY)).doesNotContain("Sale R1-1").endsWith("""

        2026-11-22 (2) It was none
            ; cause: SALE/a, version: 2, reverses: 1
            Assets:1010-Cash-on-hand  -1.00 USD
            Income:4000-Sales  1.00 USD
        """);
    assertThat(written(ExportFormat.BEANCOUNT, null))
        .contains("2026-11-13 open Assets:1010-Cash-on-hand\n")
        .contains("""

            2026-11-22 * "It was none"
              entry: "2"
              cause: "SALE/a"
              reverses: "1"
              Assets:1010-Cash-on-hand  -1.00 USD
              Income:4000-Sales  1.00 USD
            """);
  }

  @Test
  void an_empty_ledger_is_an_empty_export() throws IOException {
    assertThat(written(ExportFormat.HLEDGER, null)).startsWith("decimal-mark .\naccount ");
    assertThat(written(ExportFormat.CSV, null).lines()).hasSize(1);
  }

  @Test
  void many_pages_are_one_export() throws IOException {
    for (int i = 0; i < Ledger.ENTRIES_MOST + 3; i++) {
      enter("s" + i, TODAY.minusDays(i % 5), "Sale " + i, line(Role.CASH, 1), line(Role.SALES, -1));
    }
    var days = written(ExportFormat.HLEDGER, null)
        .lines()
        .filter(row -> row.startsWith("2026"))
        .map(row -> row.substring(0, 10))
        .toList();
    assertThat(days).hasSize(Ledger.ENTRIES_MOST + 3).isSorted();
  }

  /** Each of these did something else in hledger when it came through as it was. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '^',
      value = {
        "Sale; date:2025-01-01^Sale, date:2025-01-01",
        "! pending^- ! pending",
        "* cleared^- * cleared",
        "(99) code^- (99) code",
        "2020-01-01 another^- 2020-01-01 another",
        "one | note^one / note"
      })
  void words_of_people_stay_words(String words, String plain) {
    assertThat(Words.description(words)).isEqualTo(plain);
  }

  @Test
  void words_are_one_line_of_bearable_length() {
    assertThat(Words.description("a\n\nb\tc\u2028d\u0000e")).isEqualTo("a b c d e");
    assertThat(Words.description(" \n")).isEqualTo("-");
    assertThat(Words.description("ü".repeat(200))).hasSize(80);
    assertThat(Words.tag("SHOP_REFUND/gid://x|1, date:2025-01-01\n; y"))
        .isEqualTo("SHOP_REFUND/gid.//x|1..date.2025-01-01...y");
  }

  @Test
  void names_of_accounts_are_read_alike_by_hledger_and_beancount() {
    assertThat(AccountNames.name(
            new AccountView("4001", "Café & Crème  (außer Haus)", AccountKind.INCOME, false, null)))
        .isEqualTo("Income:4001-Cafe-Creme-au-er-Haus");
    assertThat(AccountNames.name(new AccountView("1a", "現金", AccountKind.ASSET, false, null)))
        .isEqualTo("Assets:1a");
  }

  @Test
  void no_cell_of_a_spreadsheet_is_a_formula() throws IOException {
    assertThat(CsvCell.of("=cmd|' /C calc'!A0")).isEqualTo("'=cmd|' /C calc'!A0");
    assertThat(CsvCell.of("+1")).isEqualTo("'+1");
    assertThat(CsvCell.of("@x")).isEqualTo("'@x");
    assertThat(CsvCell.of("-1")).isEqualTo("'-1");
    assertThat(CsvCell.of("\tx")).isEqualTo("\"'\tx\"");
    assertThat(CsvCell.of("a \"b\", c")).isEqualTo("\"a \"\"b\"\", c\"");
    enter("a", TODAY, "=SUM(A1)", line(Role.CASH, 100), line(Role.SALES, -100));
    assertThat(written(ExportFormat.CSV, null))
        .endsWith("\r\n1,2026-11-22,2026-11-22,SALE,a,1,,main,COUNTER,R1,'=SUM(A1),1010,"
            + "Cash on hand,CASH,,,1.00,,USD\r\n1,2026-11-22,2026-11-22,SALE,a,1,,main,COUNTER,R1,"
            + "'=SUM(A1),4000,Sales,SALES,,,,1.00,USD\r\n");
  }
}
