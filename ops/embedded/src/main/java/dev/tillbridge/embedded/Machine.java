package dev.tillbridge.embedded;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What kind of machine this is and who we are on it. */
public final class Machine {

  /** The user "nobody", by convention of Linux the one that owns nothing. */
  static final int NOBODY = 65_534;

  private static final boolean HAS_SETSID = succeeds(List.of("setsid", "true"));

  private Machine() {}

  static boolean isMac() {
    return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("mac");
  }

  static boolean isArm() {
    return System.getProperty("os.arch", "").equals("aarch64");
  }

  static boolean isRoot() {
    return new UnixSystem().getUid() == 0;
  }

  /** Whether root may start processes in a user namespace of their own (containers may refuse). */
  static boolean hasUserNamespaces() {
    return succeeds(List.of("unshare", "-U", "true"));
  }

  /**
   * Words before a command that give it a session of its own: Ctrl-C in a terminal reaches all
   * processes of the session at once, and servers must end in their order.
   */
  public static List<String> ownSession() {
    return HAS_SETSID ? List.of("setsid") : List.of();
  }

  static boolean succeeds(List<String> command) {
    try {
      var process = new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Where unpacked binaries are kept for all data folders of this user. */
  static Path cache() {
    var told = System.getProperty("tillbridge.cache");
    if (told != null) {
      return Path.of(told);
    }
    var xdg = System.getenv("XDG_CACHE_HOME");
    var home = Path.of(System.getProperty("user.home", ""));
    if (xdg != null && Path.of(xdg).isAbsolute()) {
      return Path.of(xdg, "tillbridge");
    }
    if (home.isAbsolute() && Files.isWritable(home)) {
      return home.resolve(".cache").resolve("tillbridge");
    }
    // Without a home: the user's number in the name, so that two users do not meet.
    return sharedCache("tillbridge-" + new UnixSystem().getUid());
  }

  /** A cache under the system's temporary folder, where others can read and only we can write. */
  static Path sharedCache(String name) {
    var folder = Path.of(System.getProperty("java.io.tmpdir"), name);
    try {
      Files.createDirectories(folder);
      var owner = Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS);
      if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
          || !owner.equals((int) new UnixSystem().getUid())) {
        // Anybody can put a folder of that name there, with programs of his in it.
        throw new ServerStartException(folder + " belongs to another user");
      }
      return folder;
    } catch (IOException e) {
      throw new ServerStartException("cannot use " + folder, e);
    }
  }
}
