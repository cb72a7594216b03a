package dev.tillbridge.hub.stock;

/** What became of what a device said. */
public sealed interface LeaseAnswer {

  /** How things stand now. */
  record Stands(Lease lease) implements LeaseAnswer {}

  /**
   * Nothing was lent and nothing was freed.
   *
   * @param detail in words for the cashier
   */
  record Refused(Why why, String detail) implements LeaseAnswer {}

  /** Why. */
  enum Why {
    /** An earlier message that comes late; the device has said more since. */
    STALE,
    /** A device without a lease, at a register where another device has one. */
    ELSEWHERE,
    /** Another device has taken its place. */
    OLDER,
    /** The hub never granted such a generation. */
    UNKNOWN,
    /** It says less than it said before: restored from a backup, or copied. */
    GONE_BACK,
    /** Its copies were found out before; a manager must declare it lost. */
    BLOCKED,
    /** Its lease has ended: returned, or declared lost. */
    OVER,
    /** A lost device may be selling still; its units cannot be counted yet. */
    RUNNING
  }
}
