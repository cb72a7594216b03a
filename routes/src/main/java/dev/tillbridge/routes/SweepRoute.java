package dev.tillbridge.routes;

import java.util.List;
import org.apache.camel.builder.RouteBuilder;

/**
 * What must happen although nobody asks: holds run out, the gate is compared with the truth,
 * captured money without a sale is found, orders whose webhook never came are read.
 */
public final class SweepRoute extends RouteBuilder {

  private final List<Sweep> sweeps;

  public SweepRoute(List<Sweep> sweeps) {
    this.sweeps = List.copyOf(sweeps);
  }

  @Override
  public void configure() {
    // spotless:off
    onException(Exception.class).handled(true).process(Trouble::note);

    for (var sweep : sweeps) {
      // One timer each, so that a slow sweep delays no other; a timer never overtakes itself.
      from("timer:" + sweep.name() + "?period=" + sweep.every().toMillis()).routeId(sweep.name())
          .process(_ -> sweep.deed().run());
    }
    // spotless:on
  }
}
