package dev.tillbridge.hub.closereport;

import static dev.tillbridge.hub.closereport.ReportRig.ONE_DAY;
import static dev.tillbridge.hub.closereport.ReportRig.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.closereport.FileCheck.Finding;
import dev.tillbridge.hub.closereport.FileCheck.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever holds a report can tell without us whether it is what was made. */
class SignedReportTest {

  private final ReportRig rig = new ReportRig();

  @TempDir
  private Path folder;

  @AfterEach
  void close() {
    rig.close();
  }

  private Map<String, byte[]> zip() {
    return ReportFiles.unzipped(rig.reports.zip(rig.make(ONE_DAY).id()));
  }

  private static byte[] member(Map<String, byte[]> files, String name) {
    var found = files.get(name);
    if (found == null) {
      throw new AssertionError(name + " is not among " + files.keySet());
    }
    return found;
  }

  private static boolean isVerified(Map<String, byte[]> files) throws GeneralSecurityException {
    var pem = text(member(files, "public-key.pem")).replaceAll("-----[A-Z ]+-----|\n", "");
    var key = KeyFactory.getInstance("Ed25519")
        .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(pem)));
    var signature = Signature.getInstance("Ed25519");
    signature.initVerify(key);
    signature.update(member(files, "manifest.txt"));
    return signature.verify(member(files, "manifest.sig"));
  }

  @Test
  void the_manifest_names_both_files_by_their_hashes_and_is_signed() throws Exception {
    rig.cash(1);
    var files = zip();
    assertThat(files)
        .containsOnlyKeys(
            "report.pdf",
            "report.csv",
            "manifest.txt",
            "manifest.sig",
            "public-key.pem",
            "verify.txt");
    var manifest = text(member(files, "manifest.txt"));
    for (var name : new String[] {"report.pdf", "report.csv"}) {
      var hash = MessageDigest.getInstance("SHA-256").digest(member(files, name));
      assertThat(manifest).contains(HexFormat.of().formatHex(hash) + "  " + name + "\n");
    }
    assertThat(manifest)
        .contains("# from: 2026-11-22\n# through: 2026-11-22\n", "# made by: Ann\n")
        .contains("# ledger: 1 entry in the period; the newest of all is number 1\n");
    assertThat(isVerified(files)).isTrue();
    files.put("manifest.txt", (manifest + "# more\n").getBytes(UTF_8));
    assertThat(isVerified(files)).isFalse();
  }

  @Test
  void openssl_and_sha256sum_say_the_same() throws Exception {
    for (var file : zip().entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }
    var lines = Files.readAllLines(folder.resolve("verify.txt"));
    if (said("openssl version").exit() != 0 || said("sha256sum --version").exit() != 0) {
      System.err.println(
          "*** NOT VERIFIED: openssl or sha256sum was not found, so only the JDK has verified"
              + " the signature of a close report. ***");
      return;
    }
    assertThat(said(lines.get(0)).words()).contains("Signature Verified Successfully");
    assertThat(said(lines.get(1)).words()).contains("report.pdf: OK", "report.csv: OK");
    assertThat(said(lines.get(5)).words()).as("the key's fingerprint").startsWith(lines.get(7));
    Files.writeString(folder.resolve("report.csv"), "changed");
    assertThat(said(lines.get(1)).words()).contains("report.csv: FAILED");
    Files.writeString(folder.resolve("manifest.txt"), "changed");
    assertThat(said(lines.get(0)).exit()).isNotZero();
  }

  private record Said(int exit, String words) {}

  private Said said(String command) throws IOException, InterruptedException {
    var process = new ProcessBuilder("sh", "-c", command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .start();
    var words = text(process.getInputStream().readAllBytes());
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Said(process.exitValue(), words);
  }

  @Test
  void a_file_is_ours_or_it_is_not() {
    rig.cash(1);
    var report = rig.make(ONE_DAY);
    for (var file : ReportFiles.unzipped(rig.reports.zip(report.id())).entrySet()) {
      var check = rig.reports.check(file.getKey(), file.getValue());
      boolean ours = file.getKey().startsWith("report.") || file.getKey().equals("manifest.txt");
      assertThat(check.isGenuine()).as(file.getKey()).isEqualTo(ours);
    }
    var pdf = rig.reports.pdf(report.id());
    pdf[pdf.length / 2] ^= 1;
    assertThat(rig.reports.check("a.pdf", pdf))
        .isEqualTo(new FileCheck(null, false, List.of(new Finding("a.pdf", State.STRANGE))));
    assertThat(rig.reports.check("", new byte[0]).isGenuine()).isFalse();
  }

  @Test
  void of_a_whole_report_each_file_is_told() {
    rig.cash(1);
    var report = rig.make(ONE_DAY);
    var whole = rig.reports.zip(report.id());
    assertThat(rig.reports.check("x.zip", whole).isGenuine()).isTrue();

    var files = new HashMap<>(ReportFiles.unzipped(whole));
    files.put("report.csv", "forged".getBytes(UTF_8));
    files.remove("report.pdf");
    files.put("note.txt", "hello".getBytes(UTF_8));
    var check = rig.reports.check("x.zip", ReportFiles.zipped(files, report.at()));
    assertThat(check.isGenuine()).isFalse();
    assertThat(check.report()).isEqualTo(report);
    assertThat(check.files())
        .contains(
            new Finding("report.csv", State.CHANGED),
            new Finding("report.pdf", State.MISSING),
            new Finding("manifest.txt", State.UNCHANGED),
            new Finding("note.txt", State.STRANGE));
    var broken = Arrays.copyOf(whole, whole.length / 2);
    assertThat(rig.reports.check("x.zip", broken).isGenuine()).isFalse();
  }

  @Test
  void what_was_put_into_the_database_beside_us_is_not_signed() {
    var report = rig.make(ONE_DAY);
    rig.hub.db.tx().executeWithoutResult(_ -> {
      rig.hub.db.jdbc().sql("set local session_replication_role = replica").update();
      rig.hub
          .db
          .jdbc()
          .sql("update close_report set csv = 'forged', manifest = 'forged'")
          .update();
    });
    assertThat(rig.reports.csv(report.id())).isEqualTo("forged".getBytes(UTF_8));
    assertThat(rig.reports.check("report.csv", "forged".getBytes(UTF_8)).isGenuine())
        .isFalse();
  }

  @Test
  void a_key_that_is_gone_is_replaced_and_what_it_signed_stays_signed() {
    var before = rig.make(ONE_DAY);
    assertThat(rig.make(ONE_DAY).key()).isEqualTo(before.key());
    var strange = new byte[32];
    strange[0] = 1;
    var other = rig.reports(strange);
    assertThatThrownBy(() -> other.make(UUID.randomUUID(), ONE_DAY, "Ann"))
        .as("sealed under another master key")
        .isInstanceOf(IllegalStateException.class);
    rig.hub.db.jdbc().sql("delete from secret").update();
    var after = rig.make(ONE_DAY);
    assertThat(after.key()).isNotEqualTo(before.key());
    assertThat(rig.reports.check("x", rig.reports.pdf(before.id())).isGenuine()).isTrue();
    assertThat(rig.reports.check("x", rig.reports.pdf(after.id())).isGenuine()).isTrue();
  }
}
