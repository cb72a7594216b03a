package dev.tillbridge.sandbox.wire;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.common.FatalStartupException;
import com.github.tomakehurst.wiremock.common.Gzip;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.io.IOException;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.function.Function;

/** WireMock as the HTTP server: one stub for every URL, answered by our own code. */
public final class HttpFront implements AutoCloseable {

  /** Enough for a test's burst plus calls that are being delayed on purpose. */
  private static final int CONTAINER_THREADS = 64;

  private final WireMockServer server;

  private HttpFront(WireMockServer server) {
    this.server = server;
  }

  /**
   * Listens on 127.0.0.1.
   *
   * @param port 0 for any free one
   * @throws IOException when the port is taken
   */
  public static HttpFront start(int port, Function<Call, Answer> handler) throws IOException {
    var server = new WireMockServer(wireMockConfig()
        .bindAddress("127.0.0.1")
        .port(port)
        .containerThreads(CONTAINER_THREADS)
        // A lost answer must cut the caller's connection, which HTTP/2 would share.
        .http2PlainDisabled(true)
        // The sandbox runs for days; its own truth is the record, not a request journal.
        .disableRequestJournal()
        .extensions(new Dispatch(handler)));
    server.stubFor(any(anyUrl()).willReturn(aResponse().withTransformers(Dispatch.NAME)));
    try {
      server.start();
    } catch (FatalStartupException e) {
      if (causedByBind(e)) {
        throw new BindException("port " + port + " is in use");
      }
      throw new IOException("cannot start the server: " + e.getMessage(), e);
    }
    return new HttpFront(server);
  }

  /** The port it listens on. */
  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.stop();
  }

  private static boolean causedByBind(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        return true;
      }
    }
    return false;
  }

  private static final class Dispatch implements ResponseDefinitionTransformerV2 {

    static final String NAME = "tillbridge-sandbox";

    private final Function<Call, Answer> handler;

    Dispatch(Function<Call, Answer> handler) {
      this.handler = handler;
    }

    @Override
    public String getName() {
      return NAME;
    }

    @Override
    public boolean applyGlobally() {
      return false;
    }

    @Override
    public ResponseDefinition transform(ServeEvent event) {
      var answer = handler.apply(call(event.getRequest()));
      var response = aResponse().withFixedDelay(answer.delayMillis());
      if (answer.lost()) {
        // A reset, not a clean end: some clients quietly send again after a clean end.
        return response.withFault(Fault.CONNECTION_RESET_BY_PEER).build();
      }
      answer.headers().forEach(response::withHeader);
      return response
          .withStatus(answer.status())
          .withHeader("Content-Type", answer.contentType())
          .withBody(answer.body().getBytes(StandardCharsets.UTF_8))
          .build();
    }

    private static Call call(Request request) {
      var headers = new HashMap<String, String>();
      for (var header : request.getHeaders().all()) {
        headers.put(header.key().toLowerCase(Locale.ROOT), header.firstValue());
      }
      byte[] raw = request.getBody();
      // Files in a form are bytes, not text: one character for each keeps them whole.
      var charset = headers.getOrDefault("content-type", "").startsWith("multipart/")
          ? StandardCharsets.ISO_8859_1
          : StandardCharsets.UTF_8;
      var text = new String(Gzip.isGzipped(raw) ? Gzip.unGzip(raw) : raw, charset);
      return Call.of(request.getMethod().getName(), request.getUrl(), headers, text);
    }
  }
}
