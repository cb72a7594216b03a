package dev.tillbridge.hub.posting;

import dev.tillbridge.hub.books.Cause;
import dev.tillbridge.hub.books.EntryView;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What became of the deliveries of sales before anything was made to be told of them. */
final class Fates {

  private enum Fate {
    WITHDRAWN,
    TOLD
  }

  private final Map<UUID, Fate> fates;

  private Fates(Map<UUID, Fate> fates) {
    this.fates = Map.copyOf(fates);
  }

  /** Locks the deliveries of these entries' sales, so that nobody takes one back meanwhile. */
  static Fates lock(JdbcClient jdbc, Collection<EntryView> entries) {
    var ids = entries.stream()
        .filter(Fates::isOfSale)
        .flatMap(entry -> DocumentBuilder.about(entry.causeId()).stream())
        .map(UUID::toString)
        .distinct()
        .toArray(String[]::new);
    var fates = new HashMap<UUID, Fate>();
    jdbc.sql("""
            select subject, state, lease from delivery
             where destination = 'BOOKS' and subject = any(:ids::text[])
               and not exists (select 1 from book_document
                                where id = any(:ids::text[]::uuid[]) and id::text = subject)
               and not exists (select 1 from entry e
                                where e.cause = 'SALE' and e.cause_id = subject and e.version = 1
                                  and (exists (select 1 from summary_entry w where w.entry_id = e.id)
                                       or exists (select 1 from book_document_entry b
                                                   where b.entry_id = e.id
                                                     and b.document_id is not null)))
             order by subject for update
            """).param("ids", ids).query(row -> {
      if (row.getString("state").equals("DONE")) {
        fates.put(
            UUID.fromString(row.getString("subject")),
            row.getLong("lease") == 0 ? Fate.WITHDRAWN : Fate.TOLD);
      }
    });
    return new Fates(fates);
  }

  /** It is the sale itself, and was taken back before anybody was told. */
  boolean isWithdrawn(EntryView entry) {
    return entry.cause().equals(Cause.SALE.name()) && isWithdrawn(entry.causeId());
  }

  boolean isWithdrawn(String sale) {
    return DocumentBuilder.about(sale)
        .map(fates::get)
        .filter(Fate.WITHDRAWN::equals)
        .isPresent();
  }

  /** The sale was told before there were documents. */
  boolean isTold(String sale) {
    return DocumentBuilder.about(sale).map(fates::get).filter(Fate.TOLD::equals).isPresent();
  }

  static boolean isOfSale(EntryView entry) {
    return switch (entry.cause()) {
      case "SALE", "SHOP_REFUND", "ORDER_EDIT", "ORDER_CANCELLED", "CANCELLED", "REFUND" -> true;
      default -> false;
    };
  }

  /** The sale that it is about; empty when it is about none. */
  static String sale(EntryView entry) {
    return isOfSale(entry) && entry.causeId().length() >= 36
        ? entry.causeId().substring(0, 36)
        : "";
  }
}
