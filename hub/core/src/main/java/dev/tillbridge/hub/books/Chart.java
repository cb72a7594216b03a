package dev.tillbridge.hub.books;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.FieldError;
import dev.tillbridge.model.books.Role;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The accounts. Their codes and kinds stay for ever; they may be renamed, and offered no longer. */
public final class Chart {

  private static final Pattern CODE = Pattern.compile("[0-9A-Z][0-9A-Za-z]{0,19}");

  private final JdbcClient jdbc;
  private final TransactionTemplate tx;
  private final InstantSource clock;

  public Chart(JdbcClient jdbc, TransactionTemplate tx, InstantSource clock) {
    this.jdbc = jdbc;
    this.tx = tx;
    this.clock = clock;
  }

  /**
   * Makes an account, or gives one that there is another name or end. Saying the same again changes
   * nothing.
   *
   * @throws BadInput when its code is none, its name is taken, its kind is another, or it ends though
   *     lines go there without any rule
   */
  public AccountView put(AccountView wanted, String by) {
    return Objects.requireNonNull(tx.execute(_ -> {
      // Two who take the same name come one after the other.
      jdbc.sql("select pg_advisory_xact_lock(hashtextextended('books-chart', 0))")
          .query((_, _) -> 0)
          .list();
      var known = new Ledger(jdbc).accounts();
      check(wanted, known);
      if (!known.contains(wanted)) {
        write(wanted, by);
      }
      return wanted;
    }));
  }

  private static void check(AccountView wanted, List<AccountView> known) {
    var errors = new ArrayList<FieldError>();
    if (!CODE.matcher(wanted.code()).matches()) {
      errors.add(new FieldError(
          "code", "must begin with a digit or a capital and have up to 20 digits and letters"));
    }
    for (var one : known) {
      if (one.code().equals(wanted.code()) && one.kind() != wanted.kind()) {
        errors.add(new FieldError("kind", "is " + one.kind() + " and stays so"));
      }
      if (!one.code().equals(wanted.code()) && one.name().equalsIgnoreCase(wanted.name())) {
        errors.add(new FieldError("name", "is that of account " + one.code()));
      }
    }
    if (wanted.endsOn() != null) {
      Arrays.stream(Role.values())
          .filter(role -> role.account().equals(wanted.code()))
          .forEach(role -> errors.add(new FieldError(
              "endsOn", "cannot be: " + role + " goes there when no rule says otherwise")));
    }
    if (!errors.isEmpty()) {
      throw new BadInput(errors);
    }
  }

  private void write(AccountView wanted, String by) {
    jdbc.sql("""
            with a as (
              insert into account (code, name, kind, clears, ends_on, made_by, made_at)
              values (:code, :name, :kind, :clears, :ends, :by, :now)
              on conflict (code) do update
                 set name = excluded.name, clears = excluded.clears, ends_on = excluded.ends_on)
            insert into account_change (code, name, clears, ends_on, changed_by, changed_at)
            values (:code, :name, :clears, :ends, :by, :now)
            """)
        .param("code", wanted.code())
        .param("name", wanted.name())
        .param("kind", wanted.kind().name())
        .param("clears", wanted.clears())
        .param("ends", wanted.endsOn())
        .param("by", by)
        .param("now", clock.instant().atOffset(UTC))
        .update();
  }
}
