package dev.tillbridge.sandbox.control;

import dev.tillbridge.sandbox.wire.Answer;
import dev.tillbridge.sandbox.wire.Call;
import dev.tillbridge.sandbox.wire.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.ValueInstantiationException;

/** Everything below {@code /sandbox}: truth, faults, seeding, reset, and each system's own. */
public final class ControlApi {

  private final Map<String, SimulatedSystem> systems;

  /** Over these systems, by name. */
  public ControlApi(Map<String, SimulatedSystem> systems) {
    this.systems = systems;
  }

  /** Answers a call whose path starts with {@code /sandbox}. */
  public Answer answer(Call call) {
    var rest = call.path().substring("/sandbox".length());
    return switch (rest) {
      case "/health" -> Answer.json(200, Json.object().put("status", "UP"));
      case "/catalog" -> post(call) ? seed(call.body()) : onlyPost();
      case "/reset" -> post(call) ? reset() : onlyPost();
      default -> ofSystem(call, rest);
    };
  }

  private Answer reset() {
    systems.values().forEach(SimulatedSystem::reset);
    return Answer.json(200, Json.object().put("status", "RESET"));
  }

  private Answer ofSystem(Call call, String rest) {
    var parts = rest.split("/", 3);
    @Nullable SimulatedSystem system = parts.length < 3 ? null : systems.get(parts[1]);
    if (system == null) {
      return Answer.problem(
          404, "not-found", "no such system; there are " + String.join(", ", systems.keySet()));
    }
    return switch (parts[2]) {
      case "truth" ->
        call.method().equals("GET")
            ? Answer.json(200, system.truth())
            : Answer.problem(405, "method-not-allowed", "GET only");
      case "faults" -> system.faults().answer(call);
      default -> system.control(call.below("/sandbox/" + parts[1]));
    };
  }

  private Answer seed(String body) {
    Catalogue catalogue;
    try {
      catalogue = Json.MAPPER.readValue(body, Catalogue.class);
    } catch (ValueInstantiationException e) {
      var cause = e.getCause() == null ? e : e.getCause();
      return Answer.problem(422, "invalid", String.valueOf(cause.getMessage()));
    } catch (JacksonException e) {
      return Answer.problem(400, "invalid-request", e.getOriginalMessage());
    }
    systems.values().forEach(system -> system.seed(catalogue));
    int variants =
        catalogue.products().stream().mapToInt(p -> p.variants().size()).sum();
    var answer = Json.object().put("products", catalogue.products().size());
    return Answer.json(200, answer.put("variants", variants));
  }

  private static boolean post(Call call) {
    return call.method().equals("POST");
  }

  private static Answer onlyPost() {
    return Answer.problem(405, "method-not-allowed", "POST only");
  }
}
