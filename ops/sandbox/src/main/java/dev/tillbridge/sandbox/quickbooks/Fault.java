package dev.tillbridge.sandbox.quickbooks;

import dev.tillbridge.sandbox.wire.Answer;
import dev.tillbridge.sandbox.wire.Json;
import tools.jackson.databind.node.ObjectNode;

/** A request QuickBooks says no to, in its own words and codes. Thrown before anything changed. */
final class Fault extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String type;
  private final String code;
  private final String summary;
  private final String detail;
  private final String element;

  private Fault(
      int status, String type, String code, String summary, String detail, String element) {
    super(code + " " + detail);
    this.status = status;
    this.type = type;
    this.code = code;
    this.summary = summary;
    this.detail = detail;
    this.element = element;
  }

  static Fault authentication(String detail) {
    var message = "message=AuthenticationFailed; errorCode=003200; statusCode=401";
    return new Fault(401, "AUTHENTICATION", "3200", message, detail, "");
  }

  static Fault throttled() {
    var message = "message=ThrottleExceeded; errorCode=003001; statusCode=429";
    return new Fault(429, "SERVICE", "3001", message, "Too many requests", "");
  }

  static Fault stale(String id, String given, String current) {
    return invalid(
        "5010",
        "Stale Object Error",
        "Stale Object Error : You and another user were working on this at the same time. Id=" + id
            + ", SyncToken given " + given + ", current " + current + ".",
        "");
  }

  static Fault duplicateNumber(String type, String number, String id) {
    return invalid(
        "6140",
        "Duplicate Document Number Error",
        "Duplicate Document Number Error : You must specify a different number. This number has"
            + " already been used. DocNumber=" + number + " is assigned to TxnType=" + type
            + " with TxnId=" + id,
        "DocNumber");
  }

  static Fault duplicateName(String name, String id) {
    return invalid(
        "6240",
        "Duplicate Name Exists Error",
        "The name supplied already exists. : " + name + " Id=" + id,
        "Name");
  }

  static Fault notFound(String what) {
    return invalid(
        "610",
        "Object Not Found",
        "Object Not Found : Something you're trying to use has been made"
            + " inactive or does not exist: " + what,
        "");
  }

  static Fault badReference(String element, String value) {
    return invalid(
        "2500",
        "Invalid Reference Id",
        "Invalid Reference Id : " + element + " element id " + value + " not found",
        element);
  }

  static Fault missing(String element) {
    return invalid(
        "2020",
        "Required param missing, need to supply the required value for the API",
        "Required parameter " + element + " is missing in the request",
        element);
  }

  static Fault tooLong(String element, int most) {
    return invalid(
        "2050",
        "String length is either shorter or longer than supported by specification",
        element + " may have at most " + most + " characters",
        element);
  }

  static Fault amount(String detail) {
    return invalid("6070", "Amount calculation incorrect in the request", detail, "");
  }

  static Fault business(String detail) {
    return invalid("6000", "A business validation error has occurred", detail, "");
  }

  /** Told as 6200 by the documented list of errors, and seen as 5010 by users of the API too. */
  static Fault closedPeriod() {
    return invalid(
        "6200",
        "Account Period Closed, Cannot Update Through Services API",
        "The account period has closed and the account books cannot be updated through through the"
            + " QBO Services API. Please use the QBO website to make these changes.",
        "");
  }

  static Fault query(String detail) {
    return invalid("4001", "Invalid query", "QueryValidationError: " + detail, "");
  }

  static Fault unsupported(String detail) {
    return invalid("2010", "Request has invalid or unsupported property", detail, "");
  }

  private static Fault invalid(String code, String summary, String detail, String element) {
    return new Fault(400, "ValidationFault", code, summary, detail, element);
  }

  String code() {
    return code;
  }

  /** The fault itself, as it stands in an answer or in one part of a batch's answer. */
  ObjectNode json() {
    var fault = Json.object();
    var error = fault.putArray("Error").addObject();
    error.put("Message", summary).put("Detail", detail).put("code", code).put("element", element);
    return fault.put("type", type);
  }

  Answer answer(String time) {
    var body = Json.object();
    body.set("Fault", json());
    body.put("time", time);
    var answer = Answer.json(status, body);
    return status == 429 ? answer.with("Retry-After", "60") : answer;
  }
}
