package dev.tillbridge.hub.delivery;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.model.shop.ShopEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Stores letters for good before it answers. Those that come while others are written share the next
 * statement and its commit: a flood costs one connection, and a disk that is asked a few times.
 */
final class InboxDoor {

  /** Bounds a statement; whoever is behind these is in the next. */
  private static final int TOGETHER = 200;

  /** Bounds its memory: bodies of so many characters, or one that is longer. */
  private static final int CHARACTERS = 4_000_000;

  /** Shopify hangs up after five seconds and comes again. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** More than so many within a second are a rush. */
  static final int RUSH = 150;

  private static final long SECOND = 1_000;

  private final JdbcClient jdbc;
  private final InstantSource clock;
  private final Queue<Letter> waiting = new ConcurrentLinkedQueue<>();
  private final ReentrantLock writing = new ReentrantLock();

  /** Milliseconds; counted under the lock, read by anybody. */
  private long countedSince;

  private int counted;
  private volatile long rushedAt = Long.MIN_VALUE;

  InboxDoor(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** One that waits for its place; written and read under the lock only. */
  private static final class Letter {
    private final Key key;
    private final ShopEvent event;
    private boolean settled;
    private boolean fresh;
    private @Nullable RuntimeException trouble;

    Letter(String source, ShopEvent event) {
      this.key = new Key(source, event.id());
      this.event = event;
    }

    void settle(boolean isFresh) {
      fresh = isFresh;
      settled = true;
    }

    void fail(RuntimeException why) {
      trouble = why;
      settled = true;
    }
  }

  private record Key(String source, String event) {}

  /**
   * Stores one; it is on disk when this returns. Must not be called within a transaction: whoever
   * writes, writes for the others.
   *
   * @return false when it is a repetition
   * @throws DataAccessException when it was not stored, or nobody knows
   */
  boolean take(String source, ShopEvent event) {
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("letters are stored outside of transactions");
    }
    var mine = new Letter(source, event);
    waiting.add(mine);
    enter();
    try {
      while (!mine.settled) {
        var letters = next();
        count(letters.size());
        write(letters);
      }
      if (mine.trouble != null) {
        throw mine.trouble;
      }
      return mine.fresh;
    } finally {
      writing.unlock();
    }
  }

  private void enter() {
    try {
      if (writing.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // It may be stored yet, by whoever writes next; when it comes again, it is a repetition.
    throw new TransientDataAccessResourceException("the inbox does not answer");
  }

  private List<Letter> next() {
    var letters = new ArrayList<Letter>();
    int characters = 0;
    while (letters.size() < TOGETHER && characters < CHARACTERS) {
      var letter = waiting.poll();
      if (letter == null) {
        break;
      }
      letters.add(letter);
      characters += letter.event.body().length();
    }
    if (letters.isEmpty()) {
      throw new IllegalStateException("whoever held this letter died of it");
    }
    return letters;
  }

  /** Whether letters come so fast that storing them needs the machine; ends a second or two later. */
  boolean rush() {
    return clock.millis() - SECOND < rushedAt;
  }

  private void count(int letters) {
    long now = clock.millis();
    if (now - countedSince >= SECOND) {
      countedSince = now;
      counted = 0;
    }
    counted += letters;
    if (counted > RUSH) {
      rushedAt = now;
    }
  }

  private void write(List<Letter> letters) {
    try {
      var fresh = insert(letters);
      // A repetition that came together with its first is one all the same.
      letters.forEach(letter -> letter.settle(fresh.remove(letter.key)));
    } catch (NonTransientDataAccessException bad) {
      if (letters.size() == 1) {
        letters.getFirst().fail(bad);
      } else {
        // One that cannot be stored never takes the others with it.
        letters.forEach(letter -> write(List.of(letter)));
      }
    } catch (RuntimeException away) {
      letters.forEach(letter -> letter.fail(away));
    }
  }

  private Set<Key> insert(List<Letter> letters) {
    Instant now = clock.instant();
    var columns = new HashMap<String, Object>();
    columns.put("sources", strings(letters, letter -> letter.key.source()));
    columns.put("events", strings(letters, letter -> letter.key.event()));
    columns.put("topics", strings(letters, letter -> letter.event.topic()));
    columns.put(
        "triggered", strings(letters, letter -> letter.event.triggeredAt().toString()));
    // PostgreSQL's text cannot hold U+0000; JSON may not contain it unescaped anyway.
    columns.put("bodies", strings(letters, letter -> letter.event.body().replace('\0', '\uFFFD')));
    var fresh = new HashSet<>(jdbc.sql("""
            insert into inbox (source, event_id, topic, triggered_at, received_at, body, next_at)
            select source, event, topic, triggered::timestamptz, :now, body, :now
              from unnest(:sources::text[], :events::text[], :topics::text[], :triggered::text[],
                          :bodies::text[]) l(source, event, topic, triggered, body)
            on conflict (source, event_id) do nothing
            returning source, event_id
            """)
        .params(columns)
        .param("now", now.atOffset(UTC))
        .query((row, _) -> new Key(row.getString("source"), row.getString("event_id")))
        .list());
    fresh.stream()
        .map(Key::source)
        .distinct()
        .forEach(source -> Wakeups.notify(jdbc, Wakeups.INBOX, source));
    return fresh;
  }

  private static String[] strings(List<Letter> letters, Function<Letter, String> part) {
    return letters.stream().map(part).toArray(String[]::new);
  }
}
