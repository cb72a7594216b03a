package dev.tillbridge.launcher;

import dev.tillbridge.embedded.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * The demo's people with their passwords and PINs, its API token and its key: made once for a data
 * folder and kept, so that a restart prints the same ones.
 */
record Secrets(List<Person> people, String apiToken, String key) {

  record Person(String name, String role, String password, String pin) {}

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Without letters and digits that people mix up. */
  private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

  private static final int PASSWORD_GROUPS = 4;
  private static final int GROUP_LENGTH = 4;

  Secrets {
    people = List.copyOf(people);
  }

  static Secrets of(DataFolder folder) throws IOException {
    var file = folder.root().resolve("secrets.json");
    if (Files.exists(file)) {
      return JSON.readValue(file.toFile(), Secrets.class);
    }
    var made = generate();
    var beside = folder.root().resolve("secrets.json.new");
    Folders.writeSecret(beside, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(made));
    // Renamed when complete: a file cut short would lock us out of our own data.
    Files.move(beside, file);
    return made;
  }

  /** The file the hub's key is also kept in, for a hub that is started by hand. */
  Path writeKey(DataFolder folder) throws IOException {
    var file = folder.root().resolve("secret.key");
    Folders.writeSecret(file, key + "\n");
    return file;
  }

  private static Secrets generate() {
    var pins = new ArrayList<String>();
    while (pins.size() < 3) {
      var pin = Pins.random(RANDOM);
      if (!pins.contains(pin)) {
        pins.add(pin);
      }
    }
    return new Secrets(
        List.of(
            new Person("Olivia", "OWNER", password(), pins.get(0)),
            new Person("Cora", "CASHIER", password(), pins.get(1)),
            new Person("Ben", "BOOKKEEPER", password(), pins.get(2))),
        "tb_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(32)),
        Base64.getEncoder().encodeToString(bytes(32)));
  }

  private static String password() {
    var groups = new ArrayList<String>();
    for (int group = 0; group < PASSWORD_GROUPS; group++) {
      var letters = new StringBuilder();
      for (int i = 0; i < GROUP_LENGTH; i++) {
        letters.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
      }
      groups.add(letters.toString());
    }
    return String.join("-", groups);
  }

  private static byte[] bytes(int count) {
    var bytes = new byte[count];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}
