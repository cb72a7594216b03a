package dev.tillbridge.sandbox.paypal;

import dev.tillbridge.sandbox.wire.Answer;
import dev.tillbridge.sandbox.wire.Json;

/** A request PayPal says no to. Thrown before anything changed. */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String name;
  private final String issue;
  private final String description;

  private Refusal(int status, String name, String issue, String description) {
    super(issue);
    this.status = status;
    this.name = name;
    this.issue = issue;
    this.description = description;
  }

  /** 422: understood, and against the rules. */
  static Refusal unprocessable(String issue, String description) {
    return new Refusal(422, "UNPROCESSABLE_ENTITY", issue, description);
  }

  /** 400: a field is missing or malformed. */
  static Refusal invalid(String issue, String description) {
    return new Refusal(400, "INVALID_REQUEST", issue, description);
  }

  /** 404. */
  static Refusal notFound(String id) {
    return new Refusal(
        404,
        "RESOURCE_NOT_FOUND",
        "INVALID_RESOURCE_ID",
        "Specified resource ID does not exist: " + id);
  }

  Answer answer() {
    var body = Json.object().put("name", name);
    body.put(
        "message",
        status == 422
            ? "The requested action could not be performed, semantically incorrect, or failed"
                + " business validation."
            : description);
    var detail = body.putArray("details").addObject();
    detail.put("issue", issue).put("description", description);
    return Answer.json(status, body);
  }
}
