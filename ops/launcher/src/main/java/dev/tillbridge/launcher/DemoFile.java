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
  private final String code;

  /**
   * Of the demo as it runs.
   *
   * @param code lets one browser in as a till
   */
  DemoFile(DemoOptions options, Secrets secrets, String code) {
    this.code = code;
    this.hub = "http://127.0.0.1:" + options.port();
    this.sandbox = "http://127.0.0.1:" + options.sandboxPort();
    this.secrets = secrets;
  }

  /** The file appears complete or not at all. */
  void write(DataFolder folder) throws IOException {
    var content = new LinkedHashMap<String, Object>();
    content.put("hub", hub);
    content.put("register", hub + "/register/");
    content.put("tillLink", tillLink());
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

  /** Sets a browser up as a till when it is opened there; one that is a till already just opens. */
  private String tillLink() {
    return hub + "/register/#code=" + code;
  }

  List<String> lines(DataFolder folder) {
    var lines = new ArrayList<String>();
    lines.add("");
    lines.add("Tillbridge serves.");
    lines.add("");
    lines.add("  Register   " + tillLink() + "   (the code sets up one browser)");
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
