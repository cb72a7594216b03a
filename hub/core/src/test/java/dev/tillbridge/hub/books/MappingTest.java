package dev.tillbridge.hub.books;

import static dev.tillbridge.hub.books.BooksRig.TODAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.books.Mapping.Rule;
import dev.tillbridge.model.books.Role;
import dev.tillbridge.model.money.Money;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MappingTest {

  private static final DraftLine CUPS =
      new DraftLine(Role.SALES, "Cups", "", Money.of(-100, "USD"));

  private static Rule rule(
      long id, @Nullable String location, @Nullable String category, String account, String from) {
    return new Rule(
        id, Role.SALES, null, location, null, category, null, account, LocalDate.parse(from));
  }

  private static String account(Rule... rules) {
    return Mapping.rule(List.of(rules), BooksRig.event("x", TODAY), CUPS)
        .map(Rule::account)
        .orElse("the role's");
  }

  @Test
  void the_most_specific_rule_wins_then_the_newest_then_the_last_made() {
    var any = rule(1, null, null, "4001", "2026-01-01");
    var cups = rule(2, null, "Cups", "4002", "2025-01-01");
    var both = rule(3, "main", "Cups", "4003", "2024-01-01");
    assertThat(account(any, cups, both)).isEqualTo("4003");
    assertThat(account(any, cups)).isEqualTo("4002");
    assertThat(account(any)).isEqualTo("4001");
    assertThat(account(any, rule(4, null, null, "4004", "2026-06-01"))).isEqualTo("4004");
    assertThat(account(rule(5, null, null, "4005", "2026-01-01"), any)).isEqualTo("4005");
    assertThat(account()).isEqualTo("the role's");
  }

  @Test
  void a_rule_is_for_events_from_its_day_on_and_only_for_what_it_names() {
    assertThat(account(rule(1, null, null, "4001", "2026-11-22"))).isEqualTo("4001");
    assertThat(account(rule(1, null, null, "4001", "2026-11-23"))).isEqualTo("the role's");
    assertThat(account(rule(1, "other", null, "4001", "2026-01-01"))).isEqualTo("the role's");
    assertThat(account(rule(1, null, "Mugs", "4001", "2026-01-01"))).isEqualTo("the role's");
  }

  @Test
  void every_role_has_an_account_of_its_own_that_there_is() {
    try (var rig = new BooksRig()) {
      var known = rig.ledger.accounts().stream().map(AccountView::code).collect(Collectors.toSet());
      var used = Arrays.stream(Role.values()).map(Role::account).toList();
      assertThat(used).doesNotHaveDuplicates();
      assertThat(known).containsAll(used);
    }
  }

  @Test
  void a_rule_decides_where_an_entry_goes_and_can_only_be_withdrawn() {
    try (var rig = new BooksRig()) {
      rig.db.jdbc().sql("""
              insert into book_rule (role, location, account, valid_from, made_by, made_at)
              values ('CASH', 'main', '1020', '2026-01-01', 'Mira', now())
              """).update();
      long id = rig.enter(BooksRig.sale(TODAY, 500));
      var line = rig.ledger.find(id).orElseThrow().lines().getFirst();
      assertThat(line.account()).isEqualTo("1020");
      assertThat(line.rule()).isNotNull();
      assertThatThrownBy(
              () -> rig.db.jdbc().sql("update book_rule set account = '1010'").update())
          .hasMessageContaining("can only be withdrawn");
      assertThatThrownBy(() -> rig.db.jdbc().sql("delete from book_rule").update())
          .isNotNull();
      rig.db
          .jdbc()
          .sql("update book_rule set withdrawn_by = 'Mira', withdrawn_at = now()")
          .update();
    }
  }
}
