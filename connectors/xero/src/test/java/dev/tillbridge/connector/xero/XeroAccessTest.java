package dev.tillbridge.connector.xero;

import static dev.tillbridge.connector.xero.Docs.CASH;
import static dev.tillbridge.connector.xero.Docs.head;
import static dev.tillbridge.connector.xero.Docs.mugs;
import static dev.tillbridge.connector.xero.Docs.posting;
import static dev.tillbridge.connector.xero.XeroBookkeepingTest.delivered;
import static dev.tillbridge.connector.xero.XeroBookkeepingTest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.model.books.BooksConsent;
import dev.tillbridge.model.books.Contact;
import dev.tillbridge.model.books.Document;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Being let in: tokens that end, access that is taken away, and an owner who gives it back. */
class XeroAccessTest {

  private static final URI BACK = URI.create("https://hub.example/books/callback");

  private final Simulated xero = new Simulated();
  private final XeroBookkeeping books = xero.books();

  @AfterEach
  void close() {
    xero.close();
  }

  @Test
  void an_access_token_that_ended_is_renewed_and_the_new_refresh_token_kept() {
    delivered(books.book(posting(new Document.Receipt(head(), mugs(), CASH))));
    var first = xero.tokens.kept;
    xero.now = xero.now.plus(Duration.ofMinutes(31));
    delivered(books.book(posting(new Document.Receipt(head(), mugs(), CASH))));
    assertThat(xero.tokens.kept).isNotEqualTo(first);
    assertThat(xero.truth().path("tokensGiven").intValue()).isEqualTo(2);
    assertThat(books.contact()).isEqualTo(new Contact.Open());
  }

  @Test
  void a_refresh_whose_answer_was_lost_sends_nothing_and_is_asked_for_again() {
    xero.faults("{\"loseAnswerAfterEffect\": 1, \"match\": \"connect/token\"}");
    var sale = posting(new Document.Receipt(head(), mugs(), CASH));
    assertThat(books.book(sale)).isInstanceOf(NotSent.class);
    assertThat(xero.documents("Invoices")).isZero();
    delivered(books.book(sale));
    assertThat(xero.tokens.kept)
        .isNotNull()
        .extracting("current")
        .isNotEqualTo("demo-xero-refresh-1");
  }

  @Test
  void access_that_was_taken_away_is_told_and_given_back_by_consent() {
    delivered(books.book(posting(new Document.Receipt(head(), mugs(), CASH))));
    xero.control("/sandbox/xero/connection", "{\"revoked\": true}");
    assertThat(books.contact()).isInstanceOf(Contact.Revoked.class);
    var sale = posting(new Document.Receipt(head(), mugs(), CASH));
    assertThat(books.book(sale)).isInstanceOf(NotSent.class);
    var consent = books.consent().orElseThrow();
    assertThat(delivered(consent.accept(agreed(consent), BACK))).startsWith("organisation ");
    assertThat(books.contact()).isEqualTo(new Contact.Open());
    delivered(books.book(sale));
  }

  @Test
  void a_consent_for_another_organisation_is_not_taken() {
    var kept = xero.tokens.kept;
    var other = new XeroBookkeeping(
        xero.settings(XeroCreates.USUAL, "11111111-1111-4111-8111-111111111111"),
        xero.tokens,
        xero.pace,
        () -> xero.now);
    var consent = other.consent().orElseThrow();
    assertThat(refused(consent.accept(agreed(consent), BACK))).contains("another organisation");
    assertThat(refused(consent.accept(Map.of("error", "access_denied"), BACK)))
        .contains("access_denied");
    assertThat(xero.tokens.kept).isEqualTo(kept);
    // A token of ours for an organisation that is not connected is no access either.
    assertThat(other.contact()).isInstanceOf(Contact.Revoked.class);
  }

  @Test
  void an_organisation_that_cannot_answer_is_away_and_one_at_its_limit_busy() {
    xero.faults("{\"errorRate\": 1, \"match\": \"Organisation\"}");
    assertThat(books.contact()).isInstanceOf(Contact.Away.class);
    xero.faults("{\"throttle\": true, \"match\": \"Organisation\"}");
    assertThat(books.contact()).isInstanceOf(Contact.Busy.class);
  }

  @Test
  void sixty_calls_in_a_minute_are_answered_and_the_next_is_told_to_wait() {
    xero.step = Duration.ZERO;
    for (int i = 0; i < 60; i++) {
      assertThat(books.contact()).isEqualTo(new Contact.Open());
    }
    assertThat(books.contact()).isInstanceOf(Contact.Busy.class);
    assertThat(xero.pace.closed).isPositive();
  }

  /** What the owner comes back with. */
  private Map<String, String> agreed(BooksConsent consent) {
    var back = HttpUrl.get(xero.location(consent.page(BACK, "state-1")));
    var query = new HashMap<String, String>();
    back.queryParameterNames()
        .forEach(name -> query.put(name, String.valueOf(back.queryParameter(name))));
    assertThat(query).containsEntry("state", "state-1");
    return query;
  }
}
