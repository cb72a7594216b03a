package dev.tillbridge.torture.check;

import java.util.Collection;

/** I7: nothing of an old epoch commits after the fence, and nothing at all while it stands. */
final class FenceRules {

  private FenceRules() {}

  static void check(Collection<Fence> fences, Books books, Violations violations) {
    for (var fence : fences) {
      var subject = "fence of " + fence.location() + " after epoch " + fence.oldEpoch();
      long old = 0;
      for (var entry : books.holds().entrySet()) {
        var hold = entry.getValue();
        if (fence.location().equals(hold.location()) && hold.epoch() <= fence.oldEpoch()) {
          old++;
          violations.require(
              !hold.createdAt().isAfter(fence.fellAt()),
              "I7",
              subject,
              "hold %s of epoch %d came later".formatted(entry.getKey(), hold.epoch()));
        }
      }
      violations.require(
          old == fence.holdsOfOldEpochs(),
          "I7",
          subject,
          "%d holds of old epochs when it fell, %d now".formatted(fence.holdsOfOldEpochs(), old));
      for (var entry : books.ledger()) {
        violations.require(
            !entry.place().location().equals(fence.location())
                || !entry.recordedAt().isAfter(fence.fellAt())
                || !entry.recordedAt().isBefore(fence.opensAt()),
            "I7",
            subject,
            "line %d (%s %s) was written while it stood"
                .formatted(entry.seq(), entry.cause(), entry.causeId()));
      }
    }
  }
}
