package dev.tillbridge.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoOptionsTest {

  @TempDir
  Path here;

  @Test
  void without_options_it_is_the_usual_demo() {
    assertThat(parse())
        .isEqualTo(new DemoOptions(8080, 8090, Path.of("/usual"), false, List.of(), false));
  }

  @Test
  void relative_paths_start_where_the_caller_stands() throws IOException {
    var file = Files.createFile(here.resolve("a b.csv"));
    var options = parse("--data", "x/../my data", "--catalog", "a b.csv", "--fresh");
    assertThat(options.data()).isEqualTo(here.resolve("my data"));
    assertThat(options.catalogs()).containsExactly(file);
    assertThat(options.fresh()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "--colour, unknown option: --colour (see ops/demo --help)",
    "--port, --port needs a value",
    "--port eighty, '--port must be a number from 1 to 65535, was eighty'",
    "--port 0, '--port must be a number from 1 to 65535, was 0'",
    "--sandbox-port 65536, '--sandbox-port must be a number from 1 to 65535, was 65536'",
    "--port 8090, '--port and --sandbox-port must differ, both are 8090'",
    "shop.csv, unknown option: shop.csv (see ops/demo --help)",
  })
  void what_is_wrong_is_one_line(String arguments, String line) {
    assertThatThrownBy(() -> parse(arguments.split(" ", -1)))
        .isInstanceOfSatisfying(
            DemoException.class, e -> assertThat(e.exitCode()).isEqualTo(2))
        .hasMessage(line);
  }

  @Test
  void a_file_that_is_not_there_or_is_a_folder_cannot_be_imported() {
    assertThatThrownBy(() -> parse("--catalog", "none.csv"))
        .hasMessage("--catalog: cannot read " + here.resolve("none.csv"));
    assertThatThrownBy(() -> parse("--catalog", here.toString()))
        .hasMessage("--catalog: cannot read " + here);
  }

  private DemoOptions parse(String... arguments) {
    return DemoOptions.parse(List.of(arguments), here, Path.of("/usual"));
  }
}
