package dev.tillbridge.app.scenarios;

import dev.tillbridge.app.testing.Hub;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What the hub was told of an order, in the order in which it came, each event once. */
record Arrivals(Hub hub, JsonNode order) {

  List<String> topics() {
    return hub.part(JdbcClient.class)
        .sql("""
            select topic from inbox
             where topic like 'orders/%' and position(:id in body) > 0 order by id
            """)
        .param("id", "\"id\":" + order.path("id").asString() + ",")
        .query((row, _) -> row.getString(1))
        .list();
  }

  /** Books entries that name the sale. */
  long booked(String sale) {
    return hub.outside()
        .truth("quickbooks")
        .path("documents")
        .valueStream()
        .filter(document -> document.path("privateNote").asString("").contains(sale))
        .count();
  }
}
