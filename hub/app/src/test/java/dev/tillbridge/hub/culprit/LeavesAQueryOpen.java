package dev.tillbridge.hub.culprit;

import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Deliberately wrong; see ArchitectureTest. */
public final class LeavesAQueryOpen {

  private LeavesAQueryOpen() {}

  public static Stream<String> of(JdbcClient.MappedQuerySpec<String> query) {
    return query.stream();
  }
}
