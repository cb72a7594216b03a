package dev.tillbridge.hub.desk;

import static dev.tillbridge.hub.sales.SalesRig.MAIN;

import dev.tillbridge.model.catalog.Sku;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** An order of which the counter has just sold the last unit, and what may be done about it. */
abstract class OversoldRig {

  final DeskRig rig = new DeskRig();
  final Sku mug = rig.shelf("MUG", 1_000, 1, 2);

  @AfterEach
  void close() {
    rig.close();
  }

  /** An order for so many, of which the counter has just sold the last; its case is open. */
  UUID oversoldOrder(int units) {
    rig.receive(MAIN, mug, units - 1);
    var order = rig.order("#1001", mug, units);
    rig.sell(mug, 1, null);
    rig.desk.review().review();
    return order;
  }

  RemedyDone ask(RemedyRequest request) {
    return rig.desk.desk().remedy(rig.oversold().id(), request, "Olivia");
  }

  static RemedyRequest wait(@Nullable LocalDate until) {
    return new RemedyRequest(
        UUID.randomUUID(), Remedy.WAIT, null, null, null, null, until, "PO-17");
  }
}
