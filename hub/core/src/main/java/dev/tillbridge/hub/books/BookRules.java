package dev.tillbridge.hub.books;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.books.RuleView.Terms;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.FieldError;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.model.books.Role;
import dev.tillbridge.model.sale.Channel;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The rules by which lines find their accounts. A new one holds for whatever is entered from then on,
 * at every hub within two seconds; what was entered before stays until a batch applies it.
 */
public final class BookRules {

  private static final String READ = """
      select id, ident, role, channel, location, source, category, key, account, valid_from, made_by,
             made_at, withdrawn_by, withdrawn_at
        from book_rule
      """;

  private final JdbcClient jdbc;
  private final InstantSource clock;

  public BookRules(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** All that ever were, those in force first, of these the newest. */
  public List<RuleView> all() {
    return jdbc.sql(READ + " order by withdrawn_at is not null, id desc")
        .query((row, _) -> view(row))
        .list();
  }

  /** One of them. */
  public Optional<RuleView> find(UUID id) {
    return jdbc.sql(READ + " where ident = :id")
        .param("id", id)
        .query((row, _) -> view(row))
        .optional();
  }

  /**
   * Makes a rule.
   *
   * @param id the caller's; again, it is the same rule
   * @throws BadInput when there is no such account, location or channel, or the account has ended by then
   * @throws IdReused when the id stands for another rule
   */
  public RuleView add(UUID id, Terms terms, String by) {
    check("", terms);
    jdbc.sql("""
            insert into book_rule (ident, role, channel, location, source, category, key, account,
                                   valid_from, made_by, made_at)
            values (:id, :role, :channel, :location, :source, :category, :key, :account, :from, :by, :now)
            on conflict (ident) do nothing
            """)
        .param("id", id)
        .param("role", terms.role().name())
        .param("channel", terms.channel())
        .param("location", terms.location())
        .param("source", terms.source())
        .param("category", terms.category())
        .param("key", terms.key())
        .param("account", terms.account())
        .param("from", terms.validFrom())
        .param("by", by)
        .param("now", now())
        .update();
    var made = find(id).orElseThrow();
    if (!made.terms().equals(terms)) {
      throw new IdReused("rule " + id);
    }
    return made;
  }

  /**
   * What was entered by it stays; what is entered from now on no longer follows it. Again, it is the
   * same.
   *
   * @throws NotFound when there is no such rule
   */
  public RuleView withdraw(UUID id, String by) {
    jdbc.sql("""
            update book_rule set withdrawn_by = :by, withdrawn_at = :now
             where ident = :id and withdrawn_at is null
            """).param("id", id).param("by", by).param("now", now()).update();
    return find(id).orElseThrow(() -> new NotFound("rule " + id));
  }

  /** Throws when a rule cannot be; field names what comes before those that are wrong. */
  void check(String field, Terms terms) {
    var errors = new ArrayList<FieldError>();
    boolean open = jdbc.sql("""
            select exists (select 1 from account
                            where code = :code and (ends_on is null or ends_on > :from))
            """)
        .param("code", terms.account())
        .param("from", terms.validFrom())
        .query(Boolean.class)
        .single();
    if (!open) {
      errors.add(new FieldError(
          field + "account", "there is no account " + terms.account() + " from that day on"));
    }
    if (terms.role() == Role.OPENING) {
      errors.add(new FieldError(field + "role", "opening balances always go where they do"));
    }
    if (terms.channel() != null
        && Arrays.stream(Channel.values()).noneMatch(c -> c.name().equals(terms.channel()))) {
      errors.add(
          new FieldError(field + "channel", "must be one of " + Arrays.toString(Channel.values())));
    }
    if (terms.location() != null
        && !jdbc.sql("select exists (select 1 from location where id = :id)")
            .param("id", terms.location())
            .query(Boolean.class)
            .single()) {
      errors.add(new FieldError(field + "location", "there is no such location"));
    }
    if (!errors.isEmpty()) {
      throw new BadInput(errors);
    }
  }

  private java.time.OffsetDateTime now() {
    return clock.instant().atOffset(UTC);
  }

  private static RuleView view(ResultSet row) throws SQLException {
    var withdrawn = row.getTimestamp("withdrawn_at");
    Instant at = withdrawn == null ? null : withdrawn.toInstant();
    return new RuleView(
        row.getObject("ident", UUID.class),
        row.getLong("id"),
        new Terms(
            Role.valueOf(row.getString("role")),
            row.getString("channel"),
            row.getString("location"),
            row.getString("source"),
            row.getString("category"),
            row.getString("key"),
            row.getString("account"),
            row.getObject("valid_from", LocalDate.class)),
        row.getString("made_by"),
        row.getTimestamp("made_at").toInstant(),
        row.getString("withdrawn_by"),
        at);
  }
}
