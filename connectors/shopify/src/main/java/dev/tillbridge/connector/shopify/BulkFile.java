package dev.tillbridge.connector.shopify;

import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Reads a file of lines piece by piece, by HTTP ranges: nothing is kept open between two pieces, and
 * no more than one piece is in memory. The address comes from outside, so it may only lead to public
 * machines by https, or to where the shop itself is.
 */
final class BulkFile {

  /** Some four thousand variants. */
  static final int PIECE = 2 * 1024 * 1024;

  private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18})");

  /**
   * Whole lines.
   *
   * @param next where the next line begins; -1 when these were the last
   */
  record Piece(List<String> lines, long next) {
    Piece {
      lines = List.copyOf(lines);
    }
  }

  private final OkHttpClient http;
  private final HttpUrl shop;
  private final int piece;

  BulkFile(OkHttpClient base, URI shop, Duration callTimeout) {
    this(base, shop, callTimeout, PIECE);
  }

  /** With pieces of another size, in bytes. */
  BulkFile(OkHttpClient base, URI shop, Duration callTimeout, int piece) {
    this.shop = HttpUrl.get(shop.toString());
    this.piece = piece;
    this.http = base.newBuilder()
        .callTimeout(callTimeout)
        .connectTimeout(callTimeout)
        .readTimeout(callTimeout)
        .followRedirects(false)
        .followSslRedirects(false)
        // What is looked up here is what is connected to.
        .dns(this::look)
        .build();
  }

  /**
   * The lines from this byte on.
   *
   * @return refused with NOT_FOUND when the address has run out
   */
  Outcome<Piece> read(String address, long from) {
    var url = HttpUrl.parse(address);
    if (url == null || !(url.isHttps() || isShop(url))) {
      return new Refused<>(
          "Shopify names an address that is none of a file: " + shortened(address));
    }
    var request = new Request.Builder()
        .url(url)
        .header("Range", "bytes=" + from + "-" + (from + piece - 1))
        // Packed, the bytes would not be those of the range.
        .header("Accept-Encoding", "identity")
        .build();
    try (var response = http.newCall(request).execute()) {
      return heard(response, from);
    } catch (IOException e) {
      return new NotSent<>("the shop's file did not come: " + e.getMessage(), null);
    }
  }

  private Outcome<Piece> heard(Response response, long from) throws IOException {
    int status = response.code();
    if (status == 416) {
      return new Delivered<>(new Piece(List.of(), -1));
    }
    if (status >= 400 && status < 500 && status != 408 && status != 429) {
      return new Refused<>(
          Outcome.Reason.NOT_FOUND, "the address of the shop's file has run out (" + status + ")");
    }
    if (status != 200 && status != 206) {
      return new NotSent<>("the shop's file: " + status, null);
    }
    var source = response.body().source();
    if (status == 200) {
      // All of it from the beginning: what is known is passed over.
      source.skip(from);
    }
    boolean more = source.request(piece + 1L);
    var bytes = source.readByteArray(Math.min(piece, source.getBuffer().size()));
    return cut(bytes, from, status == 200 ? more : isMore(response, from + bytes.length));
  }

  private static boolean isMore(Response response, long end) throws IOException {
    var range = RANGE.matcher(String.valueOf(response.header("Content-Range")));
    if (!range.matches()) {
      throw new IOException("it does not say how long it is");
    }
    return end < Long.parseLong(range.group(3));
  }

  private Outcome<Piece> cut(byte[] bytes, long from, boolean more) {
    int end = bytes.length;
    if (more) {
      // What follows the last end of a line belongs to the next piece.
      while (end > 0 && bytes[end - 1] != '\n') {
        end--;
      }
      if (end == 0) {
        return new Refused<>("the shop's file has a line of more than " + piece + " bytes");
      }
    }
    var lines = new ArrayList<String>();
    int begin = 0;
    for (int i = 0; i <= end; i++) {
      if (i == end || bytes[i] == '\n') {
        if (i > begin) {
          lines.add(new String(bytes, begin, i - begin, StandardCharsets.UTF_8));
        }
        begin = i + 1;
      }
    }
    return new Delivered<>(new Piece(lines, more ? from + end : -1));
  }

  private boolean isShop(HttpUrl url) {
    return url.scheme().equals(shop.scheme())
        && url.host().equals(shop.host())
        && url.port() == shop.port();
  }

  private List<InetAddress> look(String host) throws UnknownHostException {
    var found = Dns.SYSTEM.lookup(host);
    if (!host.equals(shop.host()) && found.stream().anyMatch(BulkFile::isInside)) {
      throw new UnknownHostException(host + " is not a public machine");
    }
    return found;
  }

  private static boolean isInside(InetAddress address) {
    return address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()
        // Unique local addresses of IPv6 (RFC 4193).
        || (address.getAddress().length == 16 && (address.getAddress()[0] & 0xfe) == 0xfc);
  }

  private static String shortened(String address) {
    return address.length() > 60 ? address.substring(0, 60) + "..." : address;
  }
}
