package dev.tillbridge.hub.posting;

import dev.tillbridge.model.books.BookAccount;
import dev.tillbridge.model.books.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Our side of a comparison with other books: what they are told, and the accounts. */
public final class OurSide {

  private final JdbcClient jdbc;
  private final Documents documents;

  public OurSide(JdbcClient jdbc) {
    this.jdbc = jdbc;
    this.documents = new Documents(jdbc);
  }

  /** Those of these that there are, as they were made. */
  public Map<UUID, Document> find(Collection<UUID> ids) {
    var found = new LinkedHashMap<UUID, Document>();
    documents.find(ids, Accounts.read(jdbc)).forEach((id, kept) -> found.put(id, kept.document()));
    return found;
  }

  /** Accounts on which nobody but us has anything to enter: tills, gateways, and what must clear. */
  public List<BookAccount> ours() {
    var accounts = Accounts.read(jdbc);
    var ours = new ArrayList<BookAccount>();
    jdbc.sql("""
            select a.code, p.part
              from account a
              cross join lateral (
                select '' as part
                union select shop from shop_connection where a.code = '1120'
                union select part from books_link where account = a.code) p
             where a.clears or a.code = '1010'
             order by a.code, p.part
            """).query(row -> {
      ours.add(accounts.at(row.getString("code"), row.getString("part")));
    });
    return ours;
  }

  /** The chart, with the parts that have names of their own. */
  public List<BookAccount> chart() {
    var accounts = Accounts.read(jdbc);
    var chart = new ArrayList<BookAccount>();
    jdbc.sql("""
            select a.code, p.part
              from account a
              cross join lateral (
                select '' as part
                union select shop from shop_connection where a.code = '1120'
                union select part from books_link where account = a.code) p
             order by a.code, p.part
            """).query(row -> {
      chart.add(accounts.at(row.getString("code"), row.getString("part")));
    });
    return chart;
  }
}
