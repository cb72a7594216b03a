package dev.tillbridge.hub.shopcatalog;

import java.util.EnumMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Who owns which field of the catalogue that is shared with a shop. Unless said, the shop does. */
public final class FieldOwners {

  private final JdbcClient jdbc;
  private final TransactionTemplate tx;

  public FieldOwners(JdbcClient jdbc, TransactionTemplate tx) {
    this.jdbc = jdbc;
    this.tx = tx;
  }

  /** The owner of every field. */
  public Map<CatalogField, Owner> of(String shop) {
    var owners = new EnumMap<CatalogField, Owner>(CatalogField.class);
    for (var field : CatalogField.values()) {
      owners.put(field, Owner.SHOP);
    }
    jdbc.sql("select field, owner from field_owner where shop = :shop")
        .param("shop", shop)
        .query(row -> {
          var owner = Owner.valueOf(row.getString("owner"));
          CatalogField.of(row.getString("field")).ifPresent(field -> owners.put(field, owner));
        });
    return owners;
  }

  /** Says who owns these fields from now on; the others stay. */
  public void set(String shop, Map<CatalogField, Owner> owners) {
    tx.executeWithoutResult(_ -> owners.forEach((field, owner) -> jdbc.sql("""
                insert into field_owner (shop, field, owner) values (:shop, :field, :owner)
                on conflict (shop, field) do update set owner = excluded.owner
                """)
        .param("shop", shop)
        .param("field", field.code())
        .param("owner", owner.name())
        .update()));
  }
}
