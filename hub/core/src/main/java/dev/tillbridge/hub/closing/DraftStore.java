package dev.tillbridge.hub.closing;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.closing.MoneyFiles.Draft;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.model.money.Money;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Files that somebody looks at, as rows. Every method joins the caller's transaction. */
final class DraftStore {

  private final JdbcClient jdbc;

  DraftStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @throws IdReused when another content has this id
   */
  void put(Draft draft, String text) {
    var plain = text.replace('\0', '\uFFFD');
    boolean taken = jdbc.sql("""
            select exists (select 1 from money_file where id = :id)
                or exists (select 1 from money_draft
                            where id = :id
                              and (gateway is distinct from :gateway or account <> :account
                                   or currency <> :currency or content <> :content))
            """)
        .param("id", draft.id())
        .param("gateway", draft.gateway() == null ? null : draft.gateway().name())
        .param("account", draft.account())
        .param("currency", draft.currency().getCurrencyCode())
        .param("content", plain)
        .query(Boolean.class)
        .single();
    if (taken) {
      throw new IdReused("file " + draft.id());
    }
    jdbc.sql("""
            insert into money_draft (id, gateway, account, currency, name, content, made_by, made_at)
            values (:id, :gateway, :account, :currency, :name, :content, :by, :now)
            on conflict (id) do nothing
            """)
        .param("id", draft.id())
        .param("gateway", draft.gateway() == null ? null : draft.gateway().name())
        .param("account", draft.account())
        .param("currency", draft.currency().getCurrencyCode())
        .param("name", FileStore.cut(draft.name()))
        .param("content", plain)
        .param("by", draft.madeBy())
        .param("now", draft.madeAt().atOffset(UTC))
        .update();
  }

  /** A draft and its content. */
  record Kept(Draft draft, String text) {}

  Optional<Kept> find(UUID id) {
    return jdbc.sql("select * from money_draft where id = :id")
        .param("id", id)
        .query((row, _) -> new Kept(
            new Draft(
                row.getObject("id", UUID.class),
                FileStore.gateway(row),
                row.getString("account"),
                Money.of(0, row.getString("currency")).currency(),
                row.getString("name"),
                row.getString("made_by"),
                row.getTimestamp("made_at").toInstant()),
            row.getString("content")))
        .optional();
  }

  void drop(UUID id) {
    jdbc.sql("delete from money_draft where id = :id").param("id", id).update();
  }

  void dropBefore(Instant then) {
    jdbc.sql("delete from money_draft where made_at < :then")
        .param("then", then.atOffset(UTC))
        .update();
  }
}
