package dev.tillbridge.sandbox.store;

import dev.tillbridge.sandbox.wire.Json;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * Tables in memory whose changes go to one append-only file, one line a commit. A process killed
 * between two requests loses nothing; a line cut short by the kill was never answered and is
 * dropped at the next start. Not thread-safe: each simulated system has one store under its own
 * lock.
 */
public final class Store implements AutoCloseable {

  /** Rewriting costs as much as the tables are large, so the file must first grow well past them. */
  private static final int REWRITE_AFTER_LINES = 20_000;

  private final @Nullable Path file;
  private final Map<String, Map<String, JsonNode>> unread = new LinkedHashMap<>();
  private final Map<String, Table<?>> tables = new LinkedHashMap<>();
  private ArrayNode pending = Json.array();
  // Not a FileChannel: that one closes itself when the writing thread is interrupted.
  private @Nullable RandomAccessFile out;
  private long lines;

  private Store(@Nullable Path file) {
    this.file = file;
  }

  /**
   * Opens or creates.
   *
   * @param file null to keep everything in memory only
   * @throws UncheckedIOException when the file cannot be read or written
   */
  public static Store open(@Nullable Path file) {
    var store = new Store(file);
    if (file != null) {
      try {
        store.replay(file);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot open " + file, e);
      }
    }
    return store;
  }

  /** The table of this name, filled with what earlier runs left. Call once per name. */
  public <T> Table<T> table(String name, Class<T> type) {
    var table = new Table<>(type, (key, value) -> note(name, key, value));
    var rows = unread.remove(name);
    if (rows != null) {
      rows.forEach((key, row) -> table.load(key, Json.MAPPER.treeToValue(row, type)));
    }
    tables.put(name, table);
    return table;
  }

  /** Writes all changes since the last commit as one line, so they live or die together. */
  public void commit() {
    if (pending.isEmpty()) {
      return;
    }
    var line = pending;
    pending = Json.array();
    try {
      append(line);
      if (file != null && lines > REWRITE_AFTER_LINES && lines > 8L * rowCount()) {
        rewrite(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** Forgets everything, on disk too. */
  public void clear() {
    tables.values().forEach(Table::forget);
    pending = Json.array();
    if (file != null) {
      try {
        rewrite(file);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write " + file, e);
      }
    }
  }

  @Override
  public void close() {
    commit();
    try {
      if (out != null) {
        out.getFD().sync();
        out.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close " + file, e);
    }
  }

  private void note(String table, String key, @Nullable Object value) {
    if (file != null) {
      pending.add(entry(table, key, value));
    }
  }

  private static JsonNode entry(String table, String key, @Nullable Object value) {
    var entry = Json.object().put("t", table).put("k", key);
    entry.set("v", value == null ? Json.MAPPER.nullNode() : Json.tree(value));
    return entry;
  }

  private long rowCount() {
    return tables.values().stream().mapToLong(Table::size).sum();
  }

  private void append(JsonNode line) throws IOException {
    if (out != null) {
      write(out, Json.write(line) + "\n");
      lines++;
    }
  }

  private static void write(RandomAccessFile to, String text) throws IOException {
    to.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private void replay(Path from) throws IOException {
    Files.createDirectories(from.toAbsolutePath().getParent());
    long good = 0;
    if (Files.exists(from)) {
      for (var line : completeLines(from)) {
        apply(line);
        good += line.getBytes(StandardCharsets.UTF_8).length + 1L;
        lines++;
      }
    }
    out = new RandomAccessFile(from.toFile(), "rw");
    out.setLength(good);
    out.seek(good);
  }

  private static List<String> completeLines(Path from) throws IOException {
    var text = Files.readString(from);
    var lines = new ArrayList<>(List.of(text.split("\n", -1)));
    lines.removeLast();
    return lines;
  }

  private void apply(String line) {
    JsonNode entries;
    try {
      entries = Json.MAPPER.readTree(line);
    } catch (JacksonException e) {
      throw new IllegalStateException(file + " is damaged at line " + (lines + 1), e);
    }
    for (var entry : entries) {
      var rows = unread.computeIfAbsent(
          Json.text(entry, "t", ""), _ -> new LinkedHashMap<String, JsonNode>());
      var key = Json.text(entry, "k", "");
      if (entry.path("v").isNull()) {
        rows.remove(key);
      } else {
        rows.put(key, entry.path("v"));
      }
    }
  }

  private void rewrite(Path to) throws IOException {
    var fresh = to.resolveSibling(to.getFileName() + ".new");
    var next = new RandomAccessFile(fresh.toFile(), "rw");
    next.setLength(0);
    lines = 0;
    for (var table : tables.entrySet()) {
      for (var row : table.getValue().rows().entrySet()) {
        write(
            next, Json.write(List.of(entry(table.getKey(), row.getKey(), row.getValue()))) + "\n");
        lines++;
      }
    }
    next.getFD().sync();
    Files.move(fresh, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    if (out != null) {
      out.close();
    }
    out = next;
  }
}
