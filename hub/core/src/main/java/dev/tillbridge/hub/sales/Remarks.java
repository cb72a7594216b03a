package dev.tillbridge.hub.sales;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps what was written down of sales. Nothing of it changes what a sale is, or is ever changed. */
public final class Remarks {

  private final JdbcClient jdbc;

  public Remarks(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Keeps them with a sale that is recorded. What is there already stays; again changes nothing. */
  public void keep(UUID sale, List<Remark> remarks) {
    if (remarks.isEmpty()) {
      return;
    }
    jdbc.sql("""
            insert into sale_remark (sale_id, line, kind, text)
            select :sale, line, kind, text
              from unnest(:lines::int[], :kinds::text[], :texts::text[]) as r(line, kind, text)
            on conflict do nothing
            """)
        .param("sale", sale)
        .param("lines", remarks.stream().mapToInt(Remark::line).toArray())
        .param("kinds", remarks.stream().map(r -> r.kind().name()).toArray(String[]::new))
        .param("texts", remarks.stream().map(Remark::text).toArray(String[]::new))
        .update();
  }

  /** All of a sale: first those of the whole, then line by line. */
  public List<Remark> of(UUID sale) {
    return jdbc.sql("""
            select line, kind, text from sale_remark where sale_id = :sale order by line, kind
            """)
        .param("sale", sale)
        .query((row, _) -> new Remark(
            row.getInt("line"), Remark.Kind.valueOf(row.getString("kind")), row.getString("text")))
        .list();
  }
}
