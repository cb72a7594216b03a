package dev.tillbridge.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.torture.TortureOptions.Usage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TortureOptionsTest {

  private static final List<String> KNOWN = List.of("hub-kill", "redis-lies");

  private static TortureOptions parse(String line) {
    var words = line.isEmpty() ? List.<String>of() : List.of(line.split(" "));
    return TortureOptions.parse(words, KNOWN, 42, Path.of("/work"));
  }

  @Test
  void what_is_not_said_is_chosen() {
    var options = parse("");
    assertThat(options.time()).isEqualTo(Duration.ofMinutes(5));
    assertThat(options.seed()).isEqualTo(42);
    assertThat(options.faults()).isEqualTo(KNOWN);
    assertThat(options.json()).isNull();
  }

  @Test
  void the_command_that_does_the_same_again_means_the_same() {
    var options = parse("--minutes 3 --seed -7 --hubs 3 --clients 5 --rate 9 --faults redis-lies");
    var command = options.command();
    assertThat(command).startsWith("ops/torture stock ");
    assertThat(parse(command.substring("ops/torture stock ".length()))).isEqualTo(options);
    assertThat(parse("--faults none").command()).endsWith("--faults none");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      value = {
        "--minutes | --minutes needs a value",
        "--minutes 0 | --minutes must be a number from 1 to 1440, was 0",
        "--minutes many | --minutes must be a number from 1 to 1440, was many",
        "--hubs 9 | --hubs must be a number from 1 to 4, was 9",
        "--seed 1.5 | --seed must be a whole number, was 1.5",
        "--faults hub-kill,flood | --faults: there is no fault flood; there are hub-kill, redis-lies",
        "--gently | unknown option: --gently (see ops/torture --help)"
      },
      delimiter = '|')
  void what_makes_no_sense_is_named_in_one_line(String line, String message) {
    assertThatThrownBy(() -> parse(line)).isInstanceOf(Usage.class).hasMessage(message);
  }
}
