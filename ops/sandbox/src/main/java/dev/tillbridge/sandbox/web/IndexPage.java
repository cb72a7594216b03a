package dev.tillbridge.sandbox.web;

import dev.tillbridge.sandbox.control.SimulatedSystem;
import dev.tillbridge.sandbox.wire.Answer;
import dev.tillbridge.sandbox.wire.Json;
import java.util.Collection;

/** The first page: where the shop is, which systems there are, and how they misbehave. */
public final class IndexPage {

  private IndexPage() {}

  /** The page as it is now. */
  public static Answer of(Collection<? extends SimulatedSystem> systems) {
    var rows = new StringBuilder();
    for (var system : systems) {
      var name = Pages.escaped(system.name());
      var faults = system.faults().json();
      rows.append("<tr><th scope=\"row\">").append(name).append("</th><td><a href=\"/sandbox/");
      rows.append(name).append("/truth\">truth of ").append(name).append("</a></td><td>");
      rows.append(
          faults.isEmpty()
              ? "behaves well"
              : "<code>" + Pages.escaped(Json.write(faults)) + "</code>");
      rows.append("</td></tr>\n");
    }
    // The rows are built from escaped parts, so they go in as they are.
    var page = Pages.filled("index.html", java.util.Map.of()).replace("{{systems}}", rows);
    return Answer.html(200, page);
  }
}
