package dev.tillbridge.bench;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** CPU time of processes, each with its children. */
final class Cpu {

  private final Map<String, Long> roots;

  /**
   * Watches processes.
   *
   * @param roots process ids by the name they go by in the report
   */
  Cpu(Map<String, Long> roots) {
    this.roots = new LinkedHashMap<>(roots);
  }

  /** The names of what is watched. */
  Iterable<String> names() {
    return roots.keySet();
  }

  /** CPU time so far, in nanoseconds by name; processes that have ended are not counted. */
  Map<String, Long> now() {
    var now = new LinkedHashMap<String, Long>();
    roots.forEach((name, pid) -> now.put(name, nanos(pid)));
    return now;
  }

  private static long nanos(long pid) {
    boolean ours = pid == ProcessHandle.current().pid();
    return ProcessHandle.of(pid).stream()
        // Our own children are servers that are watched themselves.
        .flatMap(process -> ours ? Stream.of(process) : withChildren(process))
        .flatMap(process -> process.info().totalCpuDuration().stream())
        .mapToLong(Duration::toNanos)
        .sum();
  }

  private static Stream<ProcessHandle> withChildren(ProcessHandle process) {
    return Stream.concat(Stream.of(process), process.descendants());
  }
}
