package dev.tillbridge.sandbox.quickbooks;

import dev.tillbridge.sandbox.wire.Call;
import dev.tillbridge.sandbox.wire.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Files beside documents ({@code /upload}), and documents by mail ({@code /invoice/1/send}). */
final class Papers {

  private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)\"?");
  private static final Pattern NAME = Pattern.compile("[; ]name=\"([^\"]*)\"");
  private static final Pattern FILE = Pattern.compile("filename=\"([^\"]*)\"");
  private static final int BYTES_MOST = 20 << 20;
  private static final int MAILS_A_DAY = 40;

  private final CompanyData data;

  Papers(CompanyData data) {
    this.data = data;
  }

  /** One part of a form: its headers, names in lower case, and its bytes, one a character. */
  private record Part(String disposition, String type, String encoding, String content) {}

  /** Keeps files. A metadata part and its content share the number at the end of their names. */
  ObjectNode upload(Call call) {
    var boundary = BOUNDARY.matcher(String.valueOf(call.header("Content-Type")));
    if (!boundary.find()) {
      throw Fault.unsupported("An upload is multipart/form-data");
    }
    var parts = parts(call.body(), "--" + boundary.group(1));
    var told = Json.object();
    var answers = told.putArray("AttachableResponse");
    for (var part : parts) {
      var name = first(NAME, part.disposition());
      if (name.startsWith("file_content_")) {
        var number = name.substring("file_content_".length());
        var answer = answers.addObject();
        answer.set("Attachable", kept(part, metadata(parts, "file_metadata_" + number)));
      }
    }
    if (answers.isEmpty()) {
      throw Fault.missing("file_content");
    }
    return told.put("time", data.now().toString());
  }

  /** Mails a document; the answer is the document, which tells that it was sent. */
  ObjectNode send(Entity entity, String id, Call call) {
    var row = data.of(entity).get(id);
    if (row == null) {
      throw Fault.notFound(entity.spelling() + " " + id);
    }
    var to = call.query().getOrDefault("sendTo", Json.text(row.path("BillEmail"), "Address", ""));
    if (!to.contains("@")) {
      throw Fault.business("Email Address is required to send the transaction by email");
    }
    var today = today();
    long sent = data.mails.all().stream()
        .filter(mail -> mail.at().atZone(ZoneOffset.UTC).toLocalDate().equals(today))
        .count();
    if (sent >= MAILS_A_DAY) {
      throw Fault.throttled();
    }
    var next = row.deepCopy();
    next.put("EmailStatus", "EmailSent").putObject("BillEmail").put("Address", to);
    next.putObject("DeliveryInfo")
        .put("DeliveryType", "Email")
        .put("DeliveryTime", data.now().toString());
    data.mails.put(
        data.counters.up("mail"), new CompanyData.Mail(entity.spelling(), id, to, data.now()));
    data.count("mail of " + entity.spelling() + " " + id);
    return data.replace(entity, row, next);
  }

  private LocalDate today() {
    return data.now().atZone(ZoneOffset.UTC).toLocalDate();
  }

  private ObjectNode kept(Part part, ObjectNode metadata) {
    var bytes = part.encoding().equalsIgnoreCase("base64")
        ? Base64.getMimeDecoder().decode(part.content().strip())
        : part.content().getBytes(StandardCharsets.ISO_8859_1);
    if (bytes.length > BYTES_MOST) {
      throw Fault.business("The file is larger than 20 MB");
    }
    var row = metadata.deepCopy();
    for (var link : row.path("AttachableRef")) {
      linked(link.path("EntityRef"));
    }
    var name = Json.text(row, "FileName", first(FILE, part.disposition()));
    row.put("FileName", name).put("Size", bytes.length).put("ContentType", part.type());
    row.put("FileAccessUri", "/v3/company/" + QuickBooks.REALM + "/download/" + name);
    var stored = data.insert(Entity.ATTACHABLE, row);
    data.files.put(Json.text(stored, "Id", ""), sha256(bytes));
    var document = stored.path("AttachableRef").path(0).path("EntityRef");
    data.count("file %s of %s %s"
        .formatted(name, Json.text(document, "type", ""), Json.text(document, "value", "")));
    return stored;
  }

  /** A file hangs on something that is there. */
  private void linked(JsonNode reference) {
    var entity = Entity.named(Json.text(reference, "type", ""));
    var id = Json.text(reference, "value", "");
    if (entity == null || data.of(entity).get(id) == null) {
      throw Fault.badReference("AttachableRef.EntityRef", id);
    }
  }

  private static ObjectNode metadata(List<Part> parts, String name) {
    return parts.stream()
        .filter(part -> first(NAME, part.disposition()).equals(name))
        .map(part -> Json.parseObject(new String(
            part.content().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)))
        .filter(Objects::nonNull)
        .findFirst()
        .orElseGet(Json::object);
  }

  private static List<Part> parts(String body, String boundary) {
    var parts = new ArrayList<Part>();
    var pieces = body.split(Pattern.quote(boundary), -1);
    for (int i = 1; i < pieces.length - 1; i++) {
      int blank = pieces[i].indexOf("\r\n\r\n");
      if (blank < 0 || !pieces[i].endsWith("\r\n")) {
        throw Fault.unsupported("The multipart body cannot be read");
      }
      var headers = pieces[i].substring(0, blank);
      var content = pieces[i].substring(blank + 4, Math.max(blank + 4, pieces[i].length() - 2));
      parts.add(new Part(
          header(headers, "content-disposition"),
          header(headers, "content-type"),
          header(headers, "content-transfer-encoding"),
          content));
    }
    return parts;
  }

  private static String header(String headers, String name) {
    return headers
        .lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElse("");
  }

  private static String first(Pattern pattern, String text) {
    var found = pattern.matcher(text);
    return found.find() ? found.group(1) : "";
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
