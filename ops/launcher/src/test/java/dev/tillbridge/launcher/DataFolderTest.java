package dev.tillbridge.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

  @TempDir
  Path temp;

  @Test
  void a_folder_with_other_files_is_never_touched_fresh_or_not() throws Exception {
    var photos = Files.createDirectory(temp.resolve("photos"));
    var photo = Files.writeString(photos.resolve("cat.jpg"), "meow");
    for (boolean fresh : List.of(true, false)) {
      assertThatThrownBy(() -> DataFolder.open(photos, fresh).close())
          .isInstanceOfSatisfying(
              DemoException.class, e -> assertThat(e.exitCode()).isEqualTo(2))
          .hasMessageContaining("is not a Tillbridge data folder");
    }
    assertThat(photo).hasContent("meow");
    assertThat(photos.toFile().list()).containsExactly("cat.jpg");
  }

  @Test
  void fresh_empties_a_folder_of_ours_but_follows_no_link_out_of_it() throws Exception {
    var precious = Files.createDirectory(temp.resolve("precious"));
    Files.writeString(precious.resolve("ring"), "gold");
    var data = temp.resolve("data");
    try (var folder = DataFolder.open(data, false)) {
      Secrets.of(folder);
      folder.rememberCatalogue();
    }
    Files.createSymbolicLink(data.resolve("link"), precious);
    try (var folder = DataFolder.open(data, true)) {
      assertThat(folder.hasCatalogue()).isFalse();
      assertThat(data.resolve("secrets.json")).doesNotExist();
      assertThat(data.resolve("link")).doesNotExist();
    }
    assertThat(precious.resolve("ring")).hasContent("gold");
  }

  @Test
  void a_folder_that_only_has_the_build_log_may_become_ours() throws Exception {
    var data = Files.createDirectory(temp.resolve("data"));
    Files.writeString(data.resolve("build.log"), "built");
    try (var folder = DataFolder.open(data, true)) {
      assertThat(folder.logs()).isDirectory();
    }
    assertThat(data.resolve("build.log")).exists();
  }

  @Test
  void secrets_are_made_once_and_kept() throws Exception {
    var data = temp.resolve("data");
    Secrets made;
    try (var folder = DataFolder.open(data, false)) {
      made = Secrets.of(folder);
    }
    try (var folder = DataFolder.open(data, false)) {
      assertThat(Secrets.of(folder)).isEqualTo(made);
    }
    assertThat(made.apiToken()).startsWith("tb_").hasSizeGreaterThan(40);
    assertThat(made.people()).extracting(Secrets.Person::pin).doesNotHaveDuplicates();
  }

  @Test
  void a_leftover_is_ended_but_a_stranger_with_its_number_is_not() throws Exception {
    var data = temp.resolve("data");
    var leftover = new ProcessBuilder("sleep", "600").start();
    var stranger = new ProcessBuilder("sleep", "600").start();
    try {
      Path hub;
      Path sandbox;
      try (var folder = DataFolder.open(data, false)) {
        hub = folder.pidFile("hub");
        sandbox = folder.pidFile("sandbox");
      }
      PidFile.write(hub, leftover.toHandle());
      Files.writeString(sandbox, stranger.pid() + " 1700000000000\n");
      DataFolder.open(data, false).close();
      assertThat(leftover.waitFor()).isNotZero();
      assertThat(stranger.isAlive()).isTrue();
      assertThat(hub).doesNotExist();
      assertThat(sandbox).doesNotExist();
    } finally {
      leftover.destroyForcibly();
      stranger.destroyForcibly();
    }
  }
}
