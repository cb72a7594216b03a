package dev.tillbridge.model.access;

import java.time.Duration;

/**
 * Whose turn it is to call an outside system that limits how often it may be called. All who call it
 * take their turns from one place, however many hubs there are.
 */
public interface Pace {

  /** What became of asking for a turn. */
  sealed interface Turn {

    /**
     * It may go now.
     *
     * @param done to be run when the answer is there, or will never be
     */
    record Go(Runnable done) implements Turn {}

    /** Not soon: come again after this. */
    record Later(Duration pause) implements Turn {}
  }

  /** Waits for a turn that is about to come, at most a second or so. */
  Turn next();

  /** The other side asked for quiet: nobody goes for so long. */
  void pause(Duration quiet);
}
