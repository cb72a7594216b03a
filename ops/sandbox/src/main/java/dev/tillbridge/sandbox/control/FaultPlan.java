package dev.tillbridge.sandbox.control;

import dev.tillbridge.sandbox.wire.Json;
import java.math.BigDecimal;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a system misbehaves at the moment. Built from the JSON of {@code POST
 * /sandbox/{system}/faults}; what is not named does not happen.
 *
 * @param match strikes only calls whose description contains this; empty means every call
 * @param errorRatePpm how many of a million calls fail before any effect
 */
record FaultPlan(
    int latencyMs,
    Times loseAnswerAfterEffect,
    int errorRatePpm,
    Times throttle,
    int duplicateWebhooks,
    int delayWebhooksMs,
    boolean reorderWebhooks,
    Times dropWebhooks,
    String match) {

  static final FaultPlan NONE =
      new FaultPlan(0, Times.NEVER, 0, Times.NEVER, 0, 0, false, Times.NEVER, "");

  private static final int LONGEST_DELAY_MS = 24 * 60 * 60 * 1000;
  private static final int MILLION = 1_000_000;
  private static final Set<String> NAMES = Set.of(
      "latencyMs",
      "loseAnswerAfterEffect",
      "errorRate",
      "throttle",
      "duplicateWebhooks",
      "delayWebhooksMs",
      "reorderWebhooks",
      "dropWebhooks",
      "match");

  /** Reads a whole plan, or says which field is wrong. */
  static FaultPlan read(ObjectNode wanted) {
    for (var name : wanted.propertyNames()) {
      if (!NAMES.contains(name)) {
        throw new InvalidFaultException(name, "is not a fault this sandbox knows");
      }
    }
    return new FaultPlan(
        whole(wanted, "latencyMs", LONGEST_DELAY_MS),
        times(wanted, "loseAnswerAfterEffect"),
        rate(wanted),
        times(wanted, "throttle"),
        whole(wanted, "duplicateWebhooks", 100),
        whole(wanted, "delayWebhooksMs", LONGEST_DELAY_MS),
        flag(wanted, "reorderWebhooks"),
        times(wanted, "dropWebhooks"),
        match(wanted));
  }

  /** The plan as it stands now, with what is left of counted faults. */
  JsonNode json() {
    var all = Json.object();
    put(all, "latencyMs", latencyMs);
    put(all, "loseAnswerAfterEffect", loseAnswerAfterEffect);
    if (errorRatePpm > 0) {
      all.put("errorRate", BigDecimal.valueOf(errorRatePpm, 6).stripTrailingZeros());
    }
    put(all, "throttle", throttle);
    put(all, "duplicateWebhooks", duplicateWebhooks);
    put(all, "delayWebhooksMs", delayWebhooksMs);
    if (reorderWebhooks) {
      all.put("reorderWebhooks", true);
    }
    put(all, "dropWebhooks", dropWebhooks);
    if (!match.isEmpty()) {
      all.put("match", match);
    }
    return all;
  }

  FaultPlan lost(Times left) {
    return new FaultPlan(
        latencyMs,
        left,
        errorRatePpm,
        throttle,
        duplicateWebhooks,
        delayWebhooksMs,
        reorderWebhooks,
        dropWebhooks,
        match);
  }

  FaultPlan throttled(Times left) {
    return new FaultPlan(
        latencyMs,
        loseAnswerAfterEffect,
        errorRatePpm,
        left,
        duplicateWebhooks,
        delayWebhooksMs,
        reorderWebhooks,
        dropWebhooks,
        match);
  }

  FaultPlan dropped(Times left) {
    return new FaultPlan(
        latencyMs,
        loseAnswerAfterEffect,
        errorRatePpm,
        throttle,
        duplicateWebhooks,
        delayWebhooksMs,
        reorderWebhooks,
        left,
        match);
  }

  private static void put(ObjectNode all, String name, int value) {
    if (value > 0) {
      all.put(name, value);
    }
  }

  private static void put(ObjectNode all, String name, Times times) {
    if (times.always()) {
      all.put(name, true);
    } else {
      put(all, name, times.left());
    }
  }

  private static int whole(ObjectNode wanted, String field, int most) {
    var value = wanted.get(field);
    if (value == null) {
      return 0;
    }
    if (!value.isInt() || value.intValue() < 0 || value.intValue() > most) {
      throw new InvalidFaultException(field, "must be a whole number from 0 to " + most);
    }
    return value.intValue();
  }

  private static Times times(ObjectNode wanted, String field) {
    var value = wanted.get(field);
    return value == null ? Times.NEVER : Times.read(field, value);
  }

  private static int rate(ObjectNode wanted) {
    var value = wanted.get("errorRate");
    if (value == null) {
      return 0;
    }
    if (!value.isNumber()
        || value.decimalValue().signum() < 0
        || value.decimalValue().compareTo(BigDecimal.ONE) > 0) {
      throw new InvalidFaultException("errorRate", "must be a number from 0 to 1");
    }
    return value.decimalValue().multiply(BigDecimal.valueOf(MILLION)).intValue();
  }

  private static boolean flag(ObjectNode wanted, String field) {
    var value = wanted.get(field);
    if (value == null) {
      return false;
    }
    if (!value.isBoolean()) {
      throw new InvalidFaultException(field, "must be true or false");
    }
    return value.booleanValue();
  }

  private static String match(ObjectNode wanted) {
    var value = wanted.get("match");
    if (value == null) {
      return "";
    }
    if (!value.isString()) {
      throw new InvalidFaultException("match", "must be text");
    }
    return value.stringValue();
  }
}
