package dev.tillbridge.sandbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoreTest {

  @TempDir
  private Path folder;

  @Test
  void the_file_is_rewritten_before_it_grows_without_end() throws Exception {
    var file = folder.resolve("s.jsonl");
    try (var store = Store.open(file)) {
      var table = store.table("t", Long.class);
      for (long i = 0; i < 45_000; i++) {
        table.put("one", i);
        store.commit();
      }
      table.put("two", 2L);
      store.commit();
    }
    try (var lines = Files.lines(file)) {
      assertThat(lines.count()).isLessThan(20_010);
    }
    try (var store = Store.open(file)) {
      var table = store.table("t", Long.class);
      assertThat(table.need("one")).isEqualTo(44_999L);
      assertThat(table.need("two")).isEqualTo(2L);
    }
  }

  @Test
  void an_interrupted_writer_harms_nobody() {
    var file = folder.resolve("s.jsonl");
    try (var store = Store.open(file)) {
      var table = store.table("t", Long.class);
      Thread.currentThread().interrupt();
      table.put("one", 1L);
      store.commit();
      assertThat(Thread.interrupted()).isTrue();
      table.put("two", 2L);
      store.commit();
    }
    try (var store = Store.open(file)) {
      assertThat(store.table("t", Long.class).all()).containsExactly(1L, 2L);
    }
  }
}
