package dev.tillbridge.connector.paypal;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * A body that OkHttp must not send a second time by itself, which it would do after a 408 or a 503
 * with {@code Retry-After: 0}.
 */
final class SentOnce extends RequestBody {
  private final byte[] bytes;

  SentOnce(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Null leaves the request's own Content-Type header alone. */
  @Override
  public @Nullable MediaType contentType() {
    return null;
  }

  @Override
  public long contentLength() {
    return bytes.length;
  }

  @Override
  public boolean isOneShot() {
    return true;
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    sink.write(bytes);
  }
}
