package dev.tillbridge.sandbox.xero;

import dev.tillbridge.sandbox.wire.Answer;
import dev.tillbridge.sandbox.wire.Json;

/** Xero says no, in its own form. */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Answer answer;
  private final String tally;

  private Refusal(String tally, String why, Answer answer) {
    super(why, null, false, false);
    this.tally = tally;
    this.answer = answer;
  }

  Answer answer() {
    return answer;
  }

  /** Under what it is counted. */
  String tally() {
    return tally;
  }

  /** A document that breaks a rule. */
  static Refusal invalid(String message) {
    var body = Json.object().put("ErrorNumber", 10).put("Type", "ValidationException");
    body.put("Message", "A validation exception occurred");
    body.putArray("Elements")
        .addObject()
        .putArray("ValidationErrors")
        .addObject()
        .put("Message", message);
    return new Refusal("validation", message, Answer.json(400, body));
  }

  /** A question that Xero cannot read. */
  static Refusal query(String message) {
    var body = Json.object().put("ErrorNumber", 16).put("Type", "QueryParseException");
    return new Refusal("query", message, Answer.json(400, body.put("Message", message)));
  }

  static Refusal notFound() {
    return new Refusal(
        "notFound", "not found", Answer.of(404, "text/html", "The resource cannot be found"));
  }

  /** No token, or one that is none. */
  static Refusal unauthorised(String detail) {
    return new Refusal("unauthorised", detail, problem(401, "Unauthorized", detail));
  }

  /** A good token, but not for this organisation. */
  static Refusal forbidden() {
    return new Refusal(
        "forbidden", "forbidden", problem(403, "Forbidden", "AuthenticationUnsuccessful"));
  }

  /**
   * Too many calls.
   *
   * @param problem which limit: minute, day or concurrent
   * @param seconds until the next try; Xero does not say for concurrent ones
   */
  static Refusal limit(String problem, long seconds) {
    var answer = Answer.empty(429).with("X-Rate-Limit-Problem", problem);
    return new Refusal(
        "limit",
        problem,
        seconds > 0 ? answer.with("Retry-After", Long.toString(seconds)) : answer);
  }

  private static Answer problem(int status, String title, String detail) {
    var body = Json.object().putNull("Type").put("Title", title).put("Status", status);
    return Answer.json(status, body.put("Detail", detail).put("Instance", "sandbox"));
  }
}
