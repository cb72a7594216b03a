package dev.tillbridge.proof;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Reads what TLC prints for programs (its option {@code -tool}). It is read strictly: whatever is
 * not a complete check without an error, or one broken rule with its trace, is no verdict.
 */
final class TlcReport {

  private static final Pattern MESSAGE = Pattern.compile(
      "@!@!@STARTMSG (\\d+):(\\d) @!@!@\\R(.*?)@!@!@ENDMSG \\1 @!@!@", Pattern.DOTALL);

  private static final int NO_ERROR = 2193;
  private static final int FINISHED = 2186;
  private static final int STATISTICS = 2199;
  private static final int DEPTH = 2194;
  private static final int STATE = 2217;
  private static final int STUTTERING = 2218;
  private static final int BACK_TO_STATE = 2122;
  private static final int ACTION = 2772;
  private static final int INVARIANT_BROKEN = 2110;
  private static final int INVARIANT_BROKEN_AT_ONCE = 2107;
  private static final int ACTION_PROPERTY_BROKEN = 2112;
  private static final int LIVENESS_BROKEN = 2116;

  private static final Set<Integer> BROKEN =
      Set.of(INVARIANT_BROKEN, INVARIANT_BROKEN_AT_ONCE, ACTION_PROPERTY_BROKEN, LIVENESS_BROKEN);

  /** Errors that only introduce the trace of one that was told before. */
  private static final Set<Integer> INTRODUCTIONS = Set.of(2121, 2264);

  private record Message(int code, int kind, String text) {
    boolean isError() {
      return kind == 1 || kind == 2;
    }
  }

  private final List<Message> messages;
  private final String output;

  private TlcReport(String output) {
    this.output = output;
    this.messages = MESSAGE
        .matcher(output)
        .results()
        .map(m -> new Message(
            Integer.parseInt(m.group(1)),
            Integer.parseInt(m.group(2)),
            m.group(3).strip()))
        .toList();
  }

  /**
   * The verdict.
   *
   * @param only the one rule that was checked, or empty; TLC does not name a broken liveness rule
   * @throws IllegalStateException when TLC did not come to one
   */
  static Verdict read(String output, int exitCode, String only) {
    return new TlcReport(output).verdict(exitCode, only);
  }

  private Verdict verdict(int exitCode, String only) {
    need(all(FINISHED).size() == 1, "it did not finish");
    var strange = messages.stream()
        .filter(Message::isError)
        .filter(m -> !BROKEN.contains(m.code()) && !INTRODUCTIONS.contains(m.code()))
        .toList();
    need(strange.isEmpty(), "it failed: " + strange);
    var broken = messages.stream().filter(m -> BROKEN.contains(m.code())).toList();
    need(broken.size() <= 1, "more than one rule is broken: " + broken);
    var counts = find(STATISTICS, "([\\d,]+) distinct states found, ([\\d,]+) states left");
    long states = number(counts.group(1));
    if (!broken.isEmpty()) {
      need(exitCode == 12 || exitCode == 13, "it exited with " + exitCode);
      return new Verdict.Broken(rule(broken.getFirst(), only), trace(), states);
    }
    need(exitCode == 0, "it exited with " + exitCode);
    need(all(NO_ERROR).size() == 1, "it does not say that there is no error");
    need(number(counts.group(2)) == 0, "states are left that it did not look at");
    var depth = find(DEPTH, "complete state graph search is ([\\d,]+)");
    return new Verdict.Sound(states, (int) number(depth.group(1)), steps());
  }

  private String rule(Message broken, String only) {
    if (broken.code() == LIVENESS_BROKEN) {
      return only.isEmpty() ? "liveness" : only;
    }
    return search(broken.text(), "(?:Invariant|Action property) (\\S+) is violated")
        .orElseThrow(() -> new IllegalStateException("which rule? " + broken))
        .group(1);
  }

  private List<String> trace() {
    var trace = new ArrayList<String>();
    for (var message : messages) {
      switch (message.code()) {
        case STATE -> {
          var action = search(message.text(), "^\\d+: <(Initial predicate|\\w+)");
          trace.add(action.map(found -> found.group(1)).orElse("?"));
        }
        case STUTTERING -> trace.add("(for ever nothing)");
        case BACK_TO_STATE -> trace.add("(for ever again)");
        default -> {}
      }
    }
    need(!trace.isEmpty(), "it shows no trace");
    return List.copyOf(trace);
  }

  private Map<String, Long> steps() {
    var steps = new HashMap<String, Long>();
    for (var message : all(ACTION)) {
      search(message.text(), "^<(\\w+) .*>: [\\d,]+:([\\d,]+)")
          .ifPresent(found -> steps.merge(found.group(1), number(found.group(2)), Long::sum));
    }
    return steps;
  }

  private List<Message> all(int code) {
    return messages.stream().filter(m -> m.code() == code).toList();
  }

  private MatchResult find(int code, String pattern) {
    var last = all(code);
    need(!last.isEmpty(), "it does not say " + pattern);
    return search(last.getLast().text(), pattern)
        .orElseThrow(() -> new IllegalStateException("TLC says " + last + ", not " + pattern));
  }

  private static Optional<MatchResult> search(String text, String pattern) {
    return Pattern.compile(pattern).matcher(text).results().findFirst();
  }

  private static long number(String digits) {
    return Long.parseLong(digits.replace(",", ""));
  }

  private void need(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException("TLC gave no verdict: " + otherwise + "\n" + output);
    }
  }
}
