package dev.tillbridge.hub.stock;

/** A culprit: {@link TakeBacks} without its lock; two at once may count as one. */
final class ForgetfulTakeBacks {

  private long count;

  long count() {
    return count;
  }

  void happened() {
    count++;
  }
}
