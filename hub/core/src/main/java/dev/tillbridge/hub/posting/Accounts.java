package dev.tillbridge.hub.posting;

import dev.tillbridge.model.books.AccountKind;
import dev.tillbridge.model.books.BookAccount;
import dev.tillbridge.model.books.Role;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The chart of accounts with what the merchant calls them in other books, as it is now. */
final class Accounts {

  private record Known(String name, AccountKind kind) {}

  private record Place(String code, String part) {}

  private final Map<String, Known> chart = new HashMap<>();
  private final Map<Place, String> links = new HashMap<>();

  static Accounts read(JdbcClient jdbc) {
    var accounts = new Accounts();
    jdbc.sql("select code, name, kind from account").query(row -> {
      accounts.chart.put(
          row.getString("code"),
          new Known(row.getString("name"), AccountKind.valueOf(row.getString("kind"))));
    });
    jdbc.sql("select account, part, name from books_link").query(row -> {
      accounts.links.put(
          new Place(row.getString("account"), row.getString("part")), row.getString("name"));
    });
    return accounts;
  }

  /** All there are, each with its parts. */
  List<BookAccount> all(Collection<String> shops) {
    var all = new TreeSet<BookAccount>();
    chart.keySet().forEach(code -> all.add(at(code, "")));
    links.keySet().forEach(place -> all.add(at(place.code(), place.part())));
    shops.forEach(shop -> all.add(at(Role.SHOP.account(), shop)));
    return List.copyOf(all);
  }

  /** Where a line goes; money that lies with a shop is told apart by the shop. */
  BookAccount of(String code, Role role, String key) {
    return at(code, role == Role.SHOP ? key : "");
  }

  BookAccount at(String code, String part) {
    if (code.equals(BookAccount.SPLIT.code())) {
      return BookAccount.SPLIT;
    }
    var known = chart.get(code);
    if (known == null) {
      throw new IllegalStateException("there is no account " + code);
    }
    return new BookAccount(code, part, known.name(), known.kind(), link(code, part));
  }

  private @Nullable String link(String code, String part) {
    var own = links.get(new Place(code, part));
    return own == null && !part.isEmpty() ? links.get(new Place(code, "")) : own;
  }
}
