package dev.tillbridge.hub.desk;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Lets one at a time, of all hubs, think about what is missing on a shelf. It is taken before every
 * other lock, and whoever sells never takes it: the selling path does not wait for the desk.
 */
final class ShelfLock {

  private final JdbcClient jdbc;

  ShelfLock(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Held until the caller's transaction ends. Several shelves: in the order of their subjects. */
  void take(Shelf shelf) {
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended('oversold ' || :shelf, 0))")
        .param("shelf", shelf.subject())
        .query((_, _) -> 0)
        .list();
  }
}
