package dev.tillbridge.routes.culprit;

/** A client outside of its connectors. */
public final class BorrowsOkHttp {
  public static final Class<?> WRONG = okhttp3.OkHttpClient.class;
}
