package dev.tillbridge.sandbox.control;

import dev.tillbridge.sandbox.wire.Answer;
import dev.tillbridge.sandbox.wire.Call;
import dev.tillbridge.sandbox.wire.Json;
import java.util.Random;
import tools.jackson.databind.JsonNode;

/**
 * Decides, call by call, whether a system misbehaves. Faults are orders to the simulator, not part
 * of its truth: a restart heals them.
 */
public final class FaultDesk {

  private static final int[] SERVER_ERRORS = {500, 502, 503};

  private final Random random;
  private FaultPlan plan = FaultPlan.NONE;

  /**
   * A desk without faults.
   *
   * @param seed the same seed fails the same calls of the same sequence
   */
  public FaultDesk(long seed) {
    random = new Random(seed);
  }

  /** {@code GET} shows the plan, {@code POST} replaces it; an empty object heals. */
  public synchronized Answer answer(Call call) {
    if (call.method().equals("POST")) {
      var wanted = Json.parseObject(call.body().isBlank() ? "{}" : call.body());
      if (wanted == null) {
        return Answer.problem(400, "invalid-request", "the body is not a JSON object");
      }
      try {
        plan = FaultPlan.read(wanted);
      } catch (InvalidFaultException e) {
        var extra = Json.object();
        extra.putArray("errors").addObject().put("field", e.field()).put("reason", e.reason());
        return Answer.problem(422, "invalid", e.field() + " " + e.reason(), extra);
      }
    } else if (!call.method().equals("GET")) {
      return Answer.problem(405, "method-not-allowed", "GET or POST");
    }
    return Answer.json(200, plan.json());
  }

  /** What is ordered at the moment. */
  public synchronized JsonNode json() {
    return plan.json();
  }

  /** No faults any more. */
  public synchronized void heal() {
    plan = FaultPlan.NONE;
  }

  /** Whether this call is to be throttled. A token call is only when {@code match} names it. */
  synchronized boolean throttles(String label, boolean token) {
    if (!plan.throttle().strikes() || !meant(label, token)) {
      return false;
    }
    plan = plan.throttled(plan.throttle().once());
    return true;
  }

  /** The status this call fails with before any effect, or 0 when it does not. */
  synchronized int failsWith(String label) {
    if (plan.errorRatePpm() == 0 || !meant(label, false)) {
      return 0;
    }
    return random.nextInt(1_000_000) < plan.errorRatePpm()
        ? SERVER_ERRORS[random.nextInt(SERVER_ERRORS.length)]
        : 0;
  }

  /** Whether the answer to this call, which had an effect, gets lost. */
  synchronized boolean loses(String label, boolean token) {
    if (!plan.loseAnswerAfterEffect().strikes() || !meant(label, token)) {
      return false;
    }
    plan = plan.lost(plan.loseAnswerAfterEffect().once());
    return true;
  }

  /** How long this call takes longer than it should, in milliseconds. */
  synchronized int latencyMs(String label) {
    return meant(label, false) ? plan.latencyMs() : 0;
  }

  /** What happens to one webhook of this topic. */
  public synchronized WebhookFate webhook(String topic) {
    if (!meant(topic, false)) {
      return new WebhookFate(false, 1, 0, false);
    }
    if (plan.dropWebhooks().strikes()) {
      plan = plan.dropped(plan.dropWebhooks().once());
      return new WebhookFate(true, 0, 0, false);
    }
    return new WebhookFate(
        false, 1 + plan.duplicateWebhooks(), plan.delayWebhooksMs(), plan.reorderWebhooks());
  }

  private boolean meant(String label, boolean onlyIfNamed) {
    return plan.match().isEmpty() ? !onlyIfNamed : label.contains(plan.match());
  }
}
