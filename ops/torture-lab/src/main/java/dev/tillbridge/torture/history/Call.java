package dev.tillbridge.torture.history;

/**
 * One request and what came of it. Times are nanoseconds of this JVM: they order calls, no more.
 *
 * @param hub which hub was asked, counted from zero
 * @param askedAt before the first byte left
 * @param answeredAt after the last byte came, or when the client gave up
 */
public record Call(Request request, int hub, long askedAt, long answeredAt, Reply reply) {

  /** Whether this one was over before the other began. */
  public boolean isBefore(Call other) {
    return answeredAt < other.askedAt;
  }
}
