package dev.tillbridge.hub.books;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.books.RuleView.Terms;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.model.books.AccountKind;
import dev.tillbridge.model.books.Role;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChartTest {

  private final RemapRig rig = new RemapRig();
  private final Chart chart = new Chart(rig.books.db.jdbc(), rig.books.db.tx(), () -> BooksRig.NOW);

  @AfterEach
  void close() {
    rig.close();
  }

  private static AccountView account(
      String code, String name, AccountKind kind, @Nullable String ends) {
    return new AccountView(code, name, kind, false, ends == null ? null : LocalDate.parse(ends));
  }

  @Test
  void an_account_is_made_renamed_and_ended_and_each_word_is_kept() {
    var mugs = account("4010", "Mugs", AccountKind.INCOME, null);
    chart.put(mugs, "Mira");
    chart.put(mugs, "Mira");
    chart.put(account("4010", "Mugs and cups", AccountKind.INCOME, null), "Bo");
    chart.put(account("4010", "Mugs and cups", AccountKind.INCOME, "2027-01-01"), "Bo");
    assertThat(rig.books.ledger.accounts())
        .contains(account("4010", "Mugs and cups", AccountKind.INCOME, "2027-01-01"));
    assertThat(rig.count("select count(*) from account_change where code = '4010'"))
        .isEqualTo(3);
  }

  @Test
  void what_an_account_cannot_be_is_refused() {
    assertThatThrownBy(() -> chart.put(account("4000", "Sales", AccountKind.EXPENSE, null), "Bo"))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("INCOME");
    assertThatThrownBy(() -> chart.put(account("4011", "sales", AccountKind.INCOME, null), "Bo"))
        .hasMessageContaining("4000");
    assertThatThrownBy(() -> chart.put(account("40 11", "X", AccountKind.INCOME, null), "Bo"))
        .isInstanceOf(BadInput.class);
    assertThatThrownBy(
            () -> chart.put(account("4000", "Sales", AccountKind.INCOME, "2027-01-01"), "Bo"))
        .hasMessageContaining("SALES");
  }

  @Test
  void a_rule_needs_an_account_that_is_open_and_places_that_there_are() {
    chart.put(account("4010", "Mugs", AccountKind.INCOME, "2026-06-01"), "Mira");
    rig.rule(Role.SALES, "4010", "2026-05-31");
    assertThatThrownBy(() -> rig.rule(Role.SALES, "4010", "2026-06-01"))
        .isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> rig.rule(Role.SALES, "4999", "2026-01-01"))
        .isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> rig.rule(Role.OPENING, "4010", "2026-01-01"))
        .isInstanceOf(BadInput.class);
    var nowhere = new Terms(
        Role.CASH, "MARS", "moon", null, null, null, "1020", LocalDate.parse("2026-01-01"));
    assertThatThrownBy(() -> rig.rules.add(UUID.randomUUID(), nowhere, "Mira"))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("location");
  }

  @Test
  void a_rule_is_made_once_and_withdrawn_once() {
    var id = UUID.randomUUID();
    var terms = RemapRig.terms(Role.CASH, "1020", "2026-01-01");
    var made = rig.rules.add(id, terms, "Mira");
    assertThat(rig.rules.add(id, terms, "Bo")).isEqualTo(made);
    assertThatThrownBy(
            () -> rig.rules.add(id, RemapRig.terms(Role.CASH, "1020", "2026-01-02"), "Mira"))
        .isInstanceOf(IdReused.class);
    var withdrawn = rig.rules.withdraw(id, "Bo");
    assertThat(withdrawn.withdrawnBy()).isEqualTo("Bo");
    assertThat(rig.rules.withdraw(id, "Mira")).isEqualTo(withdrawn);
    assertThatThrownBy(() -> rig.rules.withdraw(UUID.randomUUID(), "Bo"))
        .isInstanceOf(NotFound.class);
  }

  @Test
  void a_lock_is_made_once_and_only_forward() {
    var locks = new Locks(rig.books.db.jdbc(), rig.books.db.tx(), () -> BooksRig.NOW);
    var id = UUID.randomUUID();
    var march = LocalDate.parse("2026-03-31");
    var lock = locks.close(id, march, "Told", "Mira");
    assertThat(locks.close(id, march, "Told", "Bo")).isEqualTo(lock);
    assertThatThrownBy(() -> locks.close(id, march, "Other", "Mira")).isInstanceOf(IdReused.class);
    assertThatThrownBy(() -> locks.close(UUID.randomUUID(), march.minusDays(1), "Back", "Mira"))
        .isInstanceOf(BadInput.class);
    assertThat(locks.all()).containsExactly(lock);
    assertThat(locks.through()).isEqualTo(march);
  }
}
