package dev.tillbridge.app.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Http.Answer;
import dev.tillbridge.app.testing.Hub;
import java.net.URLEncoder;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The pages about payouts, the bank's lines and files, as a browser without a script uses them. */
class PayoutPagesTest {

  private static final String PAYOUTS = "/console/books/payouts";
  private static final String HEAD = "date,id,reference,kind,gross,fee,net,payout,about\n";

  private final Hub hub = Hub.shared();
  private final String day = LocalDate.now(ZoneOffset.UTC).toString();

  /** So that tests of one hub do not find each other's. */
  private final String own = "T" + UUID.randomUUID().toString().substring(0, 8);

  private Answer get(String path) {
    return hub.http().send("GET", path, null, session("text/plain"));
  }

  private Answer post(String path, Map<String, String> form) {
    var body = form.entrySet().stream()
        .map(e ->
            URLEncoder.encode(e.getKey(), UTF_8) + "=" + URLEncoder.encode(e.getValue(), UTF_8))
        .collect(Collectors.joining("&"));
    return hub.http()
        .send("POST", path, body.getBytes(UTF_8), session("application/x-www-form-urlencoded"));
  }

  private String[] session(String type) {
    return new String[] {
      "Cookie",
      "TILLBRIDGE_CONSOLE=" + hub.session("BOOKKEEPER"),
      "Sec-Fetch-Site",
      "same-origin",
      "Content-Type",
      type
    };
  }

  private Answer upload(UUID id, String kind, String file) {
    var body = new StringBuilder();
    Map.of("id", id.toString(), "kind", kind, "account", own, "currency", "USD")
        .forEach((name, value) ->
            body.append("--x\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                .formatted(name, value)));
    body.append("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"")
        .append(own)
        .append(".csv\"\r\nContent-Type: text/csv\r\n\r\n")
        .append(file)
        .append("\r\n--x--\r\n");
    return hub.http()
        .send(
            "POST",
            PAYOUTS + "/files",
            body.toString().getBytes(UTF_8),
            session("multipart/form-data; boundary=x"));
  }

  /** Uploads it and takes it. */
  private void take(String kind, String file) {
    var looked = upload(UUID.randomUUID(), kind, file);
    assertThat(looked.status()).as(looked.body()).isEqualTo(303);
    assertThat(post(looked.header("Location") + "/take", Map.of()).status()).isEqualTo(303);
  }

  private String charge(String amount) {
    return HEAD
        + "%s,%s-1,%s-slip,charge,%s,0.00,%s,%s-P,\n".formatted(day, own, own, amount, amount, own);
  }

  /** The address of this test's payout. */
  private String payout() {
    var page = get(PAYOUTS).body();
    int name = page.indexOf(">" + own + "-P<");
    var before = page.substring(0, name);
    int at = before.lastIndexOf(PAYOUTS + "/");
    return before.substring(at, before.indexOf('"', at));
  }

  @Test
  void a_file_is_looked_at_with_what_is_wrong_in_it_and_then_taken() {
    var id = UUID.randomUUID();
    var file = charge("21.65") + "%s,%s-2,,charge,10.00,0.30,9.00,,\n".formatted(day, own);
    var looked = upload(id, "CARD", file);
    assertThat(looked.status()).as(looked.body()).isEqualTo(303);
    var page = get(looked.header("Location"));
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body())
        .contains(own + ".csv", "Not taken yet", "1 line is understood, 1 of them new.")
        .contains(
            "Line 3", ">net<", "Is 9.00 USD, but 10.00 USD less a fee of 0.30 USD is 9.70 USD")
        .contains("$21.65")
        .doesNotContain("<script>");
    assertThat(get(PAYOUTS).body()).doesNotContain(own + "-P");

    assertThat(upload(id, "CARD", file).status()).as("sent twice").isEqualTo(303);
    assertThat(upload(id, "CARD", charge("1.00")).status()).as("another").isEqualTo(409);
    var taken = post(PAYOUTS + "/files/" + id + "/take", Map.of());
    assertThat(taken.header("Location")).endsWith("?done=taken");
    assertThat(get(taken.header("Location")).body())
        .contains("The file is taken.", "1 line was taken, 1 of them new.");
    assertThat(post(PAYOUTS + "/files/" + id + "/take", Map.of()).status()).isEqualTo(303);

    var list = get(PAYOUTS).body();
    assertThat(list)
        .contains(own + "-P", "Waiting", "Money that nothing here explains")
        .contains(
            "The reference " + own + "-slip is not known here, so it stands as unclear money.")
        .contains("File of Card terminal " + own);
    assertThat(post(PAYOUTS + "/files/" + id + "/dealt-with", Map.of()).status())
        .isEqualTo(303);
    assertThat(get(PAYOUTS).body()).doesNotContain("File of Card terminal " + own);
    var again = post(
        PAYOUTS + "/movements/again",
        Map.of("gateway", "CARD", "account", own, "movement", own + "-1"));
    assertThat(again.header("Location")).endsWith("?done=looked");
  }

  @Test
  void what_is_no_file_is_said_at_its_field() {
    assertThat(upload(UUID.randomUUID(), "CARD", "").body()).contains("file-fault");
    var noTable = upload(UUID.randomUUID(), "CARD", "a,b\n1,2\n");
    assertThat(noTable.status()).isEqualTo(422);
    assertThat(noTable.body()).contains("Nothing was changed", "the file has no such column");
    var noShop = upload(UUID.randomUUID(), "SHOP", charge("1.00"));
    assertThat(noShop.body())
        .contains("account-fault", "no shop of this name has told of an order");
    assertThat(upload(UUID.randomUUID(), "PAYPAL", charge("1.00")).body()).contains("kind-fault");
    var broken = hub.http()
        .send(
            "POST",
            PAYOUTS + "/files",
            "--x\r\nContent-Disp".getBytes(UTF_8),
            session("multipart/form-data; boundary=x"));
    assertThat(broken.status()).isEqualTo(422);
    assertThat(post(PAYOUTS + "/files", Map.of("a", "b")).status()).isEqualTo(422);
    assertThat(get(PAYOUTS + "?from=2026-01-01&through=2027-01-01").status()).isEqualTo(422);
    assertThat(get(PAYOUTS + "/files/" + UUID.randomUUID()).status()).isEqualTo(404);
    assertThat(get(PAYOUTS + "/" + UUID.randomUUID()).status()).isEqualTo(404);
  }

  @Test
  void a_draft_that_is_forgotten_leaves_nothing() {
    var id = UUID.randomUUID();
    upload(id, "CARD", charge("3.00"));
    assertThat(post(PAYOUTS + "/files/" + id + "/drop", Map.of()).header("Location"))
        .endsWith("?done=dropped");
    assertThat(get(PAYOUTS + "/files/" + id).status()).isEqualTo(404);
    assertThat(get(PAYOUTS).body()).doesNotContain(own + "-P");
  }

  @Test
  void a_payout_is_matched_by_hand_and_its_difference_needs_a_reason() {
    // An amount that no other test has.
    long cents =
        100_000_000L + Math.floorMod(UUID.randomUUID().getLeastSignificantBits(), 90_000_000L);
    take("CARD", charge("%d.%02d".formatted(cents / 100, cents % 100)));
    take(
        "BANK",
        "date,amount,words\n%s,%d.%02d,%s bank\n"
            .formatted(day, (cents - 70) / 100, (cents - 70) % 100, own));
    assertThat(get(PAYOUTS).body()).contains("Different", "0.70 USD less than");
    var one = get(payout()).body();
    assertThat(one).contains("What it could be", own + " bank", "What is the difference?");
    var line = one.substring(one.indexOf("name=\"bankLine\" value=\"") + 23).substring(0, 36);
    var noReason = post(payout() + "/match", Map.of("bankLine", line, "difference", ""));
    assertThat(noReason.status()).isEqualTo(422);
    assertThat(noReason.body()).contains("say what that is, FEE or UNCLEAR");
    assertThat(post(payout() + "/match", Map.of("bankLine", "x")).status()).isEqualTo(422);
    var matched = post(payout() + "/match", Map.of("bankLine", line, "difference", "FEE"));
    assertThat(matched.status()).as(matched.body()).isEqualTo(303);
    assertThat(get(matched.header("Location")).body())
        .contains(
            "They are matched.", "The difference: A fee of a bank on the way", "This is not it");
    assertThat(post(payout() + "/part", Map.of()).header("Location")).endsWith("?done=parted");
    assertThat(get(payout()).body()).contains("What it could be");
  }

  @Test
  void a_dispute_is_called_lost_with_one_button() {
    take("CARD", HEAD + "%s,%s-d,,dispute,-75.00,0.00,-75.00,,%s-c\n".formatted(day, own, own));
    assertThat(get(PAYOUTS).body()).contains("Dispute about " + own + "-c", "$75.00");
    var form = Map.of("gateway", "CARD", "account", own, "about", own + "-c");
    assertThat(post(PAYOUTS + "/disputes/lost", form).status()).isEqualTo(303);
    assertThat(get(PAYOUTS).body()).doesNotContain("Dispute about " + own + "-c");
    assertThat(post(PAYOUTS + "/disputes/lost", form).body()).contains("Nothing is held back for");
  }
}
