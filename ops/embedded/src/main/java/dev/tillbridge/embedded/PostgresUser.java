package dev.tillbridge.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * As whom PostgreSQL runs. It refuses to run as root, so root starts it in a user namespace, where
 * the same files appear to belong to an ordinary user; where that is not allowed (many containers),
 * as the user "nobody", who is then made the owner of the files.
 */
enum PostgresUser {
  OURSELVES,
  NAMESPACE,
  NOBODY;

  static PostgresUser forThisMachine() {
    if (!Machine.isRoot()) {
      return OURSELVES;
    }
    var told = System.getProperty("tillbridge.postgres.user");
    if (told != null) {
      return valueOf(told);
    }
    return Machine.hasUserNamespaces() ? NAMESPACE : NOBODY;
  }

  List<String> command(List<String> command) {
    var all = new ArrayList<String>();
    switch (this) {
      case OURSELVES -> {}
      case NAMESPACE -> all.addAll(List.of("unshare", "-U"));
      case NOBODY -> {
        var id = String.valueOf(Machine.NOBODY);
        all.addAll(List.of("setpriv", "--reuid=" + id, "--regid=" + id, "--clear-groups"));
      }
    }
    all.addAll(command);
    return all;
  }

  /** Where the binaries are unpacked: "nobody" cannot look into root's home. */
  Path cache() {
    return this == NOBODY ? Machine.sharedCache("tillbridge-binaries") : Machine.cache();
  }

  /** Makes the folder and all in it belong to that user. */
  void own(Path folder) throws IOException {
    if (this != NOBODY) {
      return;
    }
    try (var all = Files.walk(folder)) {
      for (var path : (Iterable<Path>) all::iterator) {
        Files.setAttribute(path, "unix:uid", Machine.NOBODY);
      }
    }
  }
}
