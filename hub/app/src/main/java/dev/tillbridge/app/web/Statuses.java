package dev.tillbridge.app.web;

/** What a bare status means, in our words. */
final class Statuses {

  private Statuses() {}

  static Problem problem(int status) {
    return switch (status) {
      case 401 -> Problem.of(401, "unauthenticated", "sign in, or send a token");
      case 403 -> Problem.of(403, "forbidden", "you may not do this");
      case 404 -> Problem.of(404, "not-found", "there is nothing at this address");
      case 405 -> Problem.of(405, "method-not-allowed", "this address does not do that");
      case 406 -> Problem.of(406, "not-acceptable", "we cannot answer in that form");
      case 408 -> Problem.of(408, "too-slow", "the request took too long to arrive");
      case 413 -> Problem.of(413, "too-large", "the request is too large");
      case 415 -> Problem.of(415, "unsupported-media-type", "we do not take that form");
      case 503 -> Problem.of(503, "unavailable", "try again");
      default ->
        status >= 500
            ? Problem.of(status, "internal", "something is wrong on our side")
            : Problem.of(status, "invalid-request", "the request makes no sense");
    };
  }
}
