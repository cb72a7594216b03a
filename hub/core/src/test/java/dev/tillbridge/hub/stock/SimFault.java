package dev.tillbridge.hub.stock;

/** Mistakes that are planted on purpose; the simulator must find each. */
enum SimFault {
  NONE("the code as it is"),
  RECORDING_DOES_NOT_CHECK("the recording statement trusts the gate"),
  FENCE_DOES_NOT_WAIT("the fence does not wait for batches in flight"),
  RELEASE_BY_COUNTER("a release counts up instead of ending one hold"),
  GIVEN_BACK_ON_UNKNOWN("units are given back when the outcome is unknown"),
  EXPIRY_BY_COMMITTERS_CLOCK("the committer's own clock says whether a hold still counts"),
  REPEATED_GRANT_ADDS("a repeated grant adds to the device's rights"),
  LEASE_END_FREES("a lost device's units are freed when its lease ends"),
  SHOP_WITHOUT_ESCROW("the shop is told free minus a buffer, without escrow"),
  LOST_ANSWER_IS_DONE("a compare-and-set whose answer was lost is booked as done"),
  LINES_ONE_BY_ONE("two lines of one SKU are checked one by one"),
  ANSWERED_BEFORE_COMMIT("the caller is answered before the commit"),
  SWEEPER_BY_HUBS_CLOCK("the sweeper goes by the hub's clock");

  private final String words;

  SimFault(String words) {
    this.words = words;
  }

  /** In a sentence. */
  String words() {
    return words;
  }
}
