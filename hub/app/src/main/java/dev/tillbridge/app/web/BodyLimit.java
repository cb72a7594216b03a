package dev.tillbridge.app.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Bounds what a request may bring and how long it may take to bring it. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class BodyLimit extends OncePerRequestFilter {

  /** Shopify names no limit; the largest orders are far below. */
  static final long WEBHOOK = 8L << 20;

  static final long IMPORT = 50L << 20;

  /** A year of a busy account. */
  static final long MONEY_FILE = 20L << 20;

  static final long ORDINARY = 1L << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** A shop itself gives up after five. */
  private static final Duration WEBHOOK_PATIENCE = Duration.ofSeconds(10);

  private final ProblemWriter problems;

  BodyLimit(ProblemWriter problems) {
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    long most = most(request.getRequestURI());
    if (request.getContentLengthLong() > most) {
      response.setHeader("Connection", "close");
      problems.write(response, Statuses.problem(413));
      return;
    }
    chain.doFilter(new Limited(request, most, patience(request.getRequestURI())), response);
  }

  private static Duration patience(String path) {
    return path.startsWith("/webhooks/") ? WEBHOOK_PATIENCE : PATIENCE;
  }

  private static long most(String path) {
    if (path.startsWith("/webhooks/")) {
      return WEBHOOK;
    }
    return switch (path) {
      case "/api/v1/catalog/imports" -> IMPORT;
      case "/api/v1/books/settlements",
          "/api/v1/books/bank-lines",
          "/api/v1/books/close/reports/check",
          "/console/books/close/reports/check",
          "/console/books/payouts/files" -> MONEY_FILE;
      default -> ORDINARY;
    };
  }

  private static final class Limited extends HttpServletRequestWrapper {
    private final long most;
    private final Duration patience;

    Limited(HttpServletRequest request, long most, Duration patience) {
      super(request);
      this.most = most;
      this.patience = patience;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      return new Counted(super.getInputStream(), most, patience);
    }

    @Override
    public BufferedReader getReader() throws IOException {
      return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }
  }

  private static final class Counted extends ServletInputStream {
    private final ServletInputStream body;
    private final long most;
    private final long end;
    private long count;

    Counted(ServletInputStream body, long most, Duration patience) {
      this.body = body;
      this.most = most;
      this.end = System.nanoTime() + patience.toNanos();
    }

    @Override
    public int read() throws IOException {
      int one = body.read();
      counted(one < 0 ? 0 : 1);
      return one;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int got = body.read(into, from, length);
      counted(Math.max(got, 0));
      return got;
    }

    private void counted(int more) throws TooMuch {
      count += more;
      if (count > most) {
        throw new TooMuch(413);
      }
      if (System.nanoTime() > end) {
        throw new TooMuch(408);
      }
    }

    @Override
    public boolean isFinished() {
      return body.isFinished();
    }

    @Override
    public boolean isReady() {
      return body.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      body.setReadListener(listener);
    }
  }
}
