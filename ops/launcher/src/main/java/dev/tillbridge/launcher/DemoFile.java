package dev.tillbridge.launcher;

import dev.tillbridge.embedded.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Where everything is and how to sign in: as a file for programs, as text for people. */
final class DemoFile {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private record Location(String id, String name) {}

  private final String hub;
  private final String sandbox;
  private final Secrets secrets;

  DemoFile(DemoOptions options, Secrets secrets) {
    this.hub = "http://127.0.0.1:" + options.port();
    this.sandbox = "http://127.0.0.1:" + options.sandboxPort();
    this.secrets = secrets;
  }

  /** The file appears complete or not at all. */
  void write(DataFolder folder) throws IOException {
    var content = new LinkedHashMap<String, Object>();
    content.put("hub", hub);
    content.put("register", hub + "/register/");
    content.put("console", hub + "/console");
    content.put("shop", sandbox + "/shop/");
    content.put("sandbox", sandbox);
    content.put("apiToken", secrets.apiToken());
    content.put("users", secrets.people());
    content.put("locations", List.of(new Location(Settings.LOCATION, Settings.LOCATION_NAME)));
    var beside = folder.root().resolve("demo.json.new");
    Folders.writeSecret(beside, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(content));
    Files.move(beside, folder.demoFile(), StandardCopyOption.ATOMIC_MOVE);
  }

  List<String> lines(DataFolder folder) {
    var lines = new ArrayList<String>();
    lines.add("");
    lines.add("Tillbridge serves.");
    lines.add("");
    lines.add("  Register   " + hub + "/register/");
    lines.add("  Console    " + hub + "/console");
    lines.add("  Web shop   " + sandbox + "/shop/   (simulated)");
    lines.add("");
    for (var person : secrets.people()) {
      lines.add("  %-8s %-11s PIN %s   password %s"
          .formatted(person.name(), person.role(), person.pin(), person.password()));
    }
    lines.add("");
    lines.add("  API token  " + secrets.apiToken());
    lines.add("  Details    " + folder.demoFile());
    lines.add("  Logs       " + folder.logs());
    lines.add("");
    lines.add("Ctrl-C ends everything; the data stays. --fresh forgets it.");
    return lines;
  }
}
