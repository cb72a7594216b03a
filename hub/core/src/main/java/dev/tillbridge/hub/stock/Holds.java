package dev.tillbridge.hub.stock;

import dev.tillbridge.model.stock.HoldState;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps a hold from running out while money is on its way. Joins the caller's transaction. */
public final class Holds {

  private final HoldStore holds;

  public Holds(JdbcClient jdbc) {
    this(new JdbcHoldStore(jdbc));
  }

  Holds(HoldStore holds) {
    this.holds = holds;
  }

  /** Money is on its way: the hold does not run out. False when it is not held any more. */
  public boolean startPaying(UUID holdId) {
    return holds
        .end(holdId, List.of(HoldState.HELD, HoldState.PAYING), HoldState.PAYING, null)
        .isPresent();
  }

  /** The gateway said a definite no: the hold may run out again. */
  public boolean stopPaying(UUID holdId) {
    return holds.end(holdId, List.of(HoldState.PAYING), HoldState.HELD, null).isPresent();
  }
}
