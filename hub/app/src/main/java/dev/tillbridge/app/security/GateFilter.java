package dev.tillbridge.app.security;

import dev.tillbridge.app.web.Problem;
import dev.tillbridge.app.web.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.stream.Collectors;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpMethod;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Stands before everything: who is it, does he come from our own pages, and what if he may not. */
final class GateFilter extends OncePerRequestFilter {

  private final WhoIsCalling whoIsCalling;
  private final ProblemWriter problems;

  GateFilter(WhoIsCalling whoIsCalling, ProblemWriter problems) {
    this.whoIsCalling = whoIsCalling;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!isFile(request)) {
      response.setHeader("Cache-Control", "no-store");
    }
    if (!SameOrigin.holds(request)) {
      problems.write(
          response, Problem.of(403, "forbidden", "the request does not come from our own pages"));
      return;
    }
    try {
      if (!isFile(request)) {
        whoIsCalling.of(request).ifPresent(GateFilter::remember);
      }
    } catch (DataAccessException away) {
      problems.write(response, Problem.of(503, "unavailable", "the database does not answer"));
      return;
    }
    chain.doFilter(request, response);
  }

  private static void remember(Caller caller) {
    var context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
        caller, null, AuthorityUtils.createAuthorityList(caller.authorities())));
    SecurityContextHolder.setContext(context);
  }

  /** Files are the same for everybody; nobody needs to be recognised for them. */
  private static boolean isFile(HttpServletRequest request) {
    var path = request.getRequestURI();
    return path.startsWith("/register") || path.startsWith("/console/assets/");
  }

  void askToSignIn(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
      throws IOException {
    if (request.getHeader("HX-Request") != null) {
      response.setStatus(401);
      response.setHeader("HX-Redirect", "/console/sign-in");
    } else if (request.getRequestURI().startsWith("/console") && isRead(request)) {
      response.sendRedirect("/console/sign-in");
    } else {
      response.setHeader("WWW-Authenticate", "Bearer");
      problems.write(response, Problem.of(401, "unauthenticated", "sign in, or send a token"));
    }
  }

  void refuse(HttpServletRequest request, HttpServletResponse response, AccessDeniedException why)
      throws IOException {
    problems.write(response, refusal(request, response));
  }

  private static Problem refusal(HttpServletRequest request, HttpServletResponse response) {
    var known = Access.methodsAt(request);
    if (known.isEmpty()) {
      return Problem.of(404, "not-found", "there is nothing at this address");
    }
    var method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
    if (known.contains(HttpMethod.valueOf(method))) {
      return Problem.of(403, "forbidden", "you may not do this");
    }
    response.setHeader(
        "Allow", known.stream().map(HttpMethod::name).sorted().collect(Collectors.joining(", ")));
    return Problem.of(405, "method-not-allowed", "this address does not do that");
  }

  private static boolean isRead(HttpServletRequest request) {
    return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
  }
}
