package dev.tillbridge.torture.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.regex.Pattern;

/**
 * Recognises a COMMIT on one connection to PostgreSQL, and the answer that says it is done. The
 * driver spells it out at first and calls it by a name afterwards.
 */
final class CommitWatch {

  private static final Pattern PARSE = Pattern.compile("(S_\\d+)\0COMMIT\0");

  /** CommandComplete: its type, its length of eleven, its tag. */
  private static final String DONE = "C\0\0\0\u000bCOMMIT\0";

  private volatile String name = "COMMIT\0";

  /** Whether these bytes of the client contain a COMMIT. */
  boolean isAsked(byte[] buffer, int count) {
    var sent = new String(buffer, 0, count, ISO_8859_1);
    var named = PARSE.matcher(sent);
    if (named.find()) {
      name = "\0" + named.group(1) + "\0";
      return true;
    }
    return sent.contains(name) || sent.contains("COMMIT\0");
  }

  /** Whether these bytes of the server say that a COMMIT has taken effect. */
  static boolean isDone(byte[] buffer, int count) {
    return new String(buffer, 0, count, ISO_8859_1).contains(DONE);
  }
}
