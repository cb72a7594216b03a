package dev.tillbridge.app.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** A till with a key of its own, that writes what it sells into a journal. */
public final class SignedTill {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Hub hub;
  private final UUID id = UUID.randomUUID();
  private final KeyPair key;
  private final List<Map<String, Object>> entries = new ArrayList<>();
  private String last = "0".repeat(64);

  /** Its register. */
  public final String register = "D" + UUID.randomUUID().toString().substring(0, 8);

  public SignedTill(Hub hub) {
    this.hub = hub;
    hub.part(JdbcClient.class)
        .sql("insert into register (id, location) values (:id, 'main')")
        .param("id", register)
        .update();
    try {
      var maker = KeyPairGenerator.getInstance("EC");
      maker.initialize(new ECGenParameterSpec("secp256r1"));
      this.key = maker.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Where it is found. */
  public String path() {
    return "/api/v1/devices/" + id;
  }

  /** Asks to be let in. */
  public Http.Answer enrol(String code) {
    return anonymous(
        "/api/v1/devices",
        Map.of(
            "id",
            id,
            "code",
            code,
            "name",
            "Front counter",
            "publicKey",
            Base64.getEncoder().encodeToString(key.getPublic().getEncoded())));
  }

  /** Writes an entry. */
  public void writes(String kind, String body) {
    int seq = entries.size() + 1;
    var at = Instant.now().toString();
    var text = String.join(
        "\n",
        "tillbridge-journal-1",
        id.toString(),
        String.valueOf(seq),
        last,
        at,
        kind,
        "Cora",
        sha(body));
    entries.add(Map.of(
        "seq", seq,
        "previous", last,
        "at", at,
        "kind", kind,
        "person", "Cora",
        "body", body,
        "signature", signed(text)));
    last = sha(text);
  }

  /** Sends its whole journal; nobody is signed in. */
  public Http.Answer sends() {
    return anonymous(
        path() + "/journal",
        Map.of("now", Instant.now().toString(), "own", entries.size(), "entries", entries));
  }

  private Http.Answer anonymous(String path, Map<String, Object> body) {
    return hub.http()
        .send("POST", path, JSON.writeValueAsBytes(body), "Content-Type", "application/json");
  }

  private String signed(String text) {
    try {
      var sign = Signature.getInstance("SHA256withECDSAinP1363Format");
      sign.initSign(key.getPrivate());
      sign.update(text.getBytes(UTF_8));
      return Base64.getEncoder().encodeToString(sign.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String sha(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
