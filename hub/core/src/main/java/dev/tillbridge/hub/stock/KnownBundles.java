package dev.tillbridge.hub.stock;

import dev.tillbridge.model.catalog.Sku;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What is a bundle, kept in memory, because every wish to hold asks. A change made through another
 * hub is seen after {@link #FRESH} at the latest; until then a cart is taken apart as if it had come
 * that much earlier, which changes what it needs but never what there is.
 */
final class KnownBundles {

  static final Duration FRESH = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(KnownBundles.class);

  /**
   * The book as it was read.
   *
   * @param newest the definition that was recorded last
   * @param ever everything that is or once was a bundle
   */
  private record Snapshot(long newest, Map<Sku, Contents> now, Set<Sku> ever, long atNanos) {

    boolean isFresh() {
      return System.nanoTime() - atNanos < FRESH.toNanos();
    }
  }

  private final JdbcClient jdbc;
  private final JdbcBundleBook book;
  private final ReentrantLock reading = new ReentrantLock();
  private volatile @Nullable Snapshot snapshot;

  KnownBundles(JdbcClient jdbc, JdbcBundleBook book) {
    this.jdbc = jdbc;
    this.book = book;
  }

  /** What is a bundle now. */
  Map<Sku, Contents> now() {
    return fresh().now();
  }

  /** Whether the SKU is or once was a bundle. */
  boolean everWas(Sku sku) {
    return fresh().ever().contains(sku);
  }

  /** Whether there ever was a bundle at all. */
  boolean anyEver() {
    return !fresh().ever().isEmpty();
  }

  /** The book was changed here: whoever asks after this call knows it. */
  void reload() {
    reading.lock();
    try {
      snapshot = read(null);
    } finally {
      reading.unlock();
    }
  }

  private Snapshot fresh() {
    var known = snapshot;
    if (known != null && (known.isFresh() || !reading.tryLock())) {
      return known;
    }
    if (known == null) {
      reading.lock();
    }
    try {
      var read = read(snapshot);
      snapshot = read;
      return read;
    } catch (DataAccessException away) {
      if (known == null) {
        throw away;
      }
      LOG.warn("bundles are taken apart as last known: {}", String.valueOf(away));
      return known;
    } finally {
      reading.unlock();
    }
  }

  private Snapshot read(@Nullable Snapshot known) {
    long now = System.nanoTime();
    long newest = jdbc.sql("select coalesce(max(seq), 0) from bundle_version")
        .query(Long.class)
        .single();
    if (known != null && known.newest() == newest) {
      return new Snapshot(newest, known.now(), known.ever(), now);
    }
    var ever = new HashSet<Sku>();
    jdbc.sql("select distinct sku from bundle_version").query(row -> {
      ever.add(new Sku(row.getString("sku")));
    });
    return new Snapshot(newest, Map.copyOf(book.all()), Set.copyOf(ever), now);
  }
}
