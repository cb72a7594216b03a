package dev.tillbridge.app.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Http.Answer;
import dev.tillbridge.app.testing.Hub;
import java.net.URLEncoder;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The page about how other books call things, as a browser without a script uses it. */
class RemotePagesTest {

  private static final String PAGE = "/console/books/remote";
  private static final String API = "/api/v1/books/remote";

  private final Hub hub = Hub.shared();

  @AfterEach
  void as_it_was() {
    hub.http().put(API + "/tracking", "{\"locations\": false, \"channels\": false}");
    hub.http().put(API + "/receipts", "{\"channel\": \"COUNTER\", \"attach\": false}");
    hub.http().put(API + "/links", "{\"account\": \"6300\", \"name\": null}");
  }

  private Answer get(String path, String role) {
    return hub.http().send("GET", path, null, session(role));
  }

  private Answer post(String path, Map<String, String> form) {
    var body = form.entrySet().stream()
        .map(e ->
            URLEncoder.encode(e.getKey(), UTF_8) + "=" + URLEncoder.encode(e.getValue(), UTF_8))
        .collect(Collectors.joining("&"));
    return hub.http().send("POST", path, body.getBytes(UTF_8), session("BOOKKEEPER"));
  }

  private String[] session(String role) {
    return new String[] {
      "Cookie",
      "TILLBRIDGE_CONSOLE=" + hub.session(role),
      "Sec-Fetch-Site",
      "same-origin",
      "Content-Type",
      "application/x-www-form-urlencoded"
    };
  }

  @Test
  void accounts_are_shown_beside_those_there_and_named_from_their_list() {
    var first = get(PAGE, "BOOKKEEPER").body();
    assertThat(first).contains("1010", "Cash on hand - till").doesNotContain("accounts-there");
    var looked = get(PAGE + "?look=1", "BOOKKEEPER").body();
    assertThat(looked)
        .contains("accounts there.", "<option value=\"Undeposited Funds\">")
        .contains("There");

    var named = post(PAGE + "/accounts", Map.of("account", "6300", "there", "No such account"));
    assertThat(named.status()).as(named.body()).isEqualTo(303);
    assertThat(get(named.header("Location"), "BOOKKEEPER").body())
        .contains("It has that name there.", "No such account");
    assertThat(get(PAGE + "?look=1", "BOOKKEEPER").body())
        .containsSubsequence("No such account", "Not there");
    assertThat(post(PAGE + "/accounts", Map.of("account", "7777", "there", "x")).status())
        .isEqualTo(422);
  }

  @Test
  void locations_and_channels_are_chosen_named_and_left_out() {
    assertThat(
            post(PAGE + "/tracking", Map.of("locations", "1", "channels", "1")).status())
        .isEqualTo(303);
    assertThat(post(PAGE + "/names", Map.of("subject", "LOCATION:main", "name", "Main Street"))
            .status())
        .isEqualTo(303);
    assertThat(
            post(PAGE + "/names", Map.of("subject", "CHANNEL:WEB|" + Hub.SHOP)).status())
        .isEqualTo(303);
    var chosen = hub.http().get(API).json().path("tracking");
    assertThat(chosen.path("locations").asBoolean()).isTrue();
    assertThat(chosen.path("names").valueStream())
        .anyMatch(one -> one.path("name").asString("").equals("Main Street"))
        .anyMatch(one -> one.path("subject").asString("").equals("WEB|" + Hub.SHOP)
            && one.path("name").asString("").isEmpty());
    assertThat(get(PAGE, "BOOKKEEPER").body()).contains("Main Street", "Not told");
    assertThat(post(PAGE + "/names", Map.of("subject", "nothing", "name", "x")).status())
        .isEqualTo(422);
    // Others of this hub are told as they were.
    post(PAGE + "/names", Map.of("subject", "CHANNEL:WEB|" + Hub.SHOP, "name", Hub.SHOP));
    post(PAGE + "/tracking", Map.of());
    assertThat(hub.http().get(API).json().path("tracking").path("channels").asBoolean())
        .isFalse();
  }

  @Test
  void receipts_are_chosen_by_channel() {
    assertThat(post(PAGE + "/receipts", Map.of("receipts-COUNTER", "1")).status())
        .isEqualTo(303);
    assertThat(hub.http().get(API).json().path("receipts").valueStream())
        .extracting(one -> one.asString())
        .containsExactly("COUNTER");
    assertThat(post(PAGE + "/receipts", Map.of()).status()).isEqualTo(303);
    assertThat(hub.http().get(API).json().path("receipts")).isEmpty();
  }
}
