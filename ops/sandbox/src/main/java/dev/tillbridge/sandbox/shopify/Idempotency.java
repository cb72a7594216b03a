package dev.tillbridge.sandbox.shopify;

import dev.tillbridge.sandbox.wire.Json;
import graphql.language.StringValue;
import graphql.language.VariableReference;
import graphql.schema.DataFetchingEnvironment;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * The {@code @idempotent(key:)} rule: required on inventory mutations; a repeat gets the first
 * result again, whatever it was; the same key with other arguments is refused. Calls that never
 * ran (a top-level error) leave no trace. How long the real shop remembers is not published; the
 * sandbox never forgets.
 */
final class Idempotency {

  /** What came of it, and whether it came of an earlier call. */
  record Result(Attempt attempt, boolean replayed) {}

  private final ShopData data;

  Idempotency(ShopData data) {
    this.data = data;
  }

  /** Runs the work once per key; the work gets the key and the fingerprint of the arguments. */
  Result once(DataFetchingEnvironment call, BiFunction<String, String, Attempt> work) {
    var operation = call.getField().getName();
    var key = key(call);
    var fingerprint = Json.write(sorted(call.getArguments()));
    var before = data.attempts.get(key);
    if (before == null) {
      var attempt = work.apply(key, fingerprint);
      data.attempts.put(key, attempt);
      return new Result(attempt, false);
    }
    data.counters.up("replays");
    if (before.operation().equals(operation) && before.arguments().equals(fingerprint)) {
      return new Result(before, true);
    }
    var mismatch = new Attempt.Problem(
        operation.equals("inventoryActivate") ? null : "IDEMPOTENCY_KEY_PARAMETER_MISMATCH",
        List.of("idempotencyKey"),
        "The same idempotency key cannot be used with different operation parameters.");
    return new Result(
        new Attempt(
            0,
            key,
            operation,
            fingerprint,
            data.now(),
            false,
            null,
            null,
            List.of(),
            List.of(mismatch)),
        true);
  }

  private static String key(DataFetchingEnvironment call) {
    for (var directive : call.getField().getDirectives("idempotent")) {
      var argument = directive.getArgument("key");
      var value = argument == null ? null : argument.getValue();
      Object key = value instanceof VariableReference variable
          ? call.getVariables().get(variable.getName())
          : value instanceof StringValue text ? text.getValue() : null;
      if (key instanceof String text && !text.isBlank() && text.length() <= 255) {
        return text;
      }
    }
    throw new GraphRefusal(
        "BAD_REQUEST",
        "The @idempotent directive with a key is required for this mutation but was not provided.");
  }

  private static Object sorted(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        var fields = new TreeMap<String, Object>();
        map.forEach(
            (name, field) -> fields.put((String) name, field == null ? "null" : sorted(field)));
        yield fields;
      }
      case List<?> list -> list.stream().map(entry -> sorted(entry)).toList();
      default -> value;
    };
  }
}
