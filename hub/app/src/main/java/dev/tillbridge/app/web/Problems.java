package dev.tillbridge.app.web;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.FieldError;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.hub.problem.NotPossible;
import dev.tillbridge.hub.problem.Unavailable;
import dev.tillbridge.hub.problem.WrongState;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Every failure as a problem document; never a stack trace. */
@RestControllerAdvice
public class Problems {

  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  @ExceptionHandler
  ResponseEntity<Problem> badInput(BadInput e) {
    return answer(Problem.invalid(e.errors()));
  }

  @ExceptionHandler
  ResponseEntity<Problem> notFound(NotFound e) {
    return answer(Problem.of(404, "not-found", words(e)));
  }

  @ExceptionHandler
  ResponseEntity<Problem> idReused(IdReused e) {
    return answer(Problem.of(409, "id-reused", words(e)));
  }

  /** It made sense, and it is too late, or not there, or not his any more: why, in a sentence. */
  @ExceptionHandler
  ResponseEntity<Problem> notPossible(NotPossible e) {
    return answer(Problem.of(409, "not-possible", words(e)));
  }

  @ExceptionHandler
  ResponseEntity<Problem> wrongState(WrongState e) {
    return answer(Problem.of(409, "wrong-state", words(e)));
  }

  @ExceptionHandler
  ResponseEntity<Problem> forbidden(AccessDeniedException e) {
    return answer(Problem.of(403, "forbidden", "you may not do this"));
  }

  /**
   * It may have happened or not, a COMMIT whose answer was lost among it; the same request may come
   * again and is told.
   */
  @ExceptionHandler({
    Unavailable.class,
    DataAccessResourceFailureException.class,
    TransientDataAccessException.class,
    TransactionException.class
  })
  ResponseEntity<Problem> unavailable(Exception e) {
    LOG.warn("could not answer: {}", String.valueOf(e));
    return ResponseEntity.status(503)
        .header(HttpHeaders.RETRY_AFTER, "1")
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(Problem.of(503, "unavailable", "try again with the same id"));
  }

  @ExceptionHandler
  ResponseEntity<Problem> tooMuch(TooMuch e) {
    return answer(e.problem());
  }

  @ExceptionHandler
  ResponseEntity<Problem> unreadable(HttpMessageNotReadableException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof TooMuch tooMuch) {
        return answer(tooMuch.problem());
      }
    }
    return answer(Unreadable.explain(e.getCause()));
  }

  @ExceptionHandler
  ResponseEntity<Problem> wrongType(MethodArgumentTypeMismatchException e) {
    var reason = Unreadable.expected(e.getRequiredType());
    return answer(Problem.invalid(List.of(new FieldError(e.getName(), reason))));
  }

  @ExceptionHandler
  ResponseEntity<Problem> missing(MissingServletRequestParameterException e) {
    return answer(Problem.invalid(List.of(new FieldError(e.getParameterName(), "must be given"))));
  }

  /** The client has gone; there is nobody to answer. */
  @ExceptionHandler({AsyncRequestNotUsableException.class, IOException.class})
  @Nullable
  ResponseEntity<Problem> gone(IOException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof TooMuch tooMuch) {
        return answer(tooMuch.problem());
      }
    }
    LOG.debug("a client went away", e);
    return null;
  }

  /** Spring's own (404, 405, 406, 415, ...), and what nobody foresaw. */
  @ExceptionHandler
  ResponseEntity<Problem> other(Exception e, HttpServletRequest request) {
    if (e instanceof ErrorResponse known) {
      int status = known.getStatusCode().value();
      return ResponseEntity.status(status)
          .headers(known.getHeaders())
          .contentType(MediaType.APPLICATION_PROBLEM_JSON)
          .body(Statuses.problem(status));
    }
    var reference = UUID.randomUUID().toString();
    LOG.error("{} {} failed, {}", request.getMethod(), request.getRequestURI(), reference, e);
    return answer(
        Problem.of(500, "internal", "something is wrong on our side, see the log: " + reference));
  }

  private static ResponseEntity<Problem> answer(Problem problem) {
    return ResponseEntity.status(problem.status())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem);
  }

  private static String words(Exception e) {
    return String.valueOf(e.getMessage());
  }
}
