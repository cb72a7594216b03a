package dev.tillbridge.app.api;

import dev.tillbridge.hub.stock.StockLevels;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether this hub serves. */
@RestController
class HealthApi {

  private static final Logger LOG = LoggerFactory.getLogger(HealthApi.class);

  private final StockLevels levels;
  private final CamelContext routes;

  HealthApi(StockLevels levels, CamelContext routes) {
    this.levels = levels;
    this.routes = routes;
  }

  record HealthJson(String status) {}

  /** UP only when PostgreSQL answers and the routes run; Redis may be away. */
  @GetMapping("/healthz")
  ResponseEntity<HealthJson> health() {
    return routes.isStarted() && databaseAnswers()
        ? ResponseEntity.ok(new HealthJson("UP"))
        : ResponseEntity.status(503).body(new HealthJson("DOWN"));
  }

  private boolean databaseAnswers() {
    try {
      return levels.newestSeq() >= 0;
    } catch (RuntimeException away) {
      LOG.warn("PostgreSQL does not answer: {}", String.valueOf(away));
      return false;
    }
  }
}
