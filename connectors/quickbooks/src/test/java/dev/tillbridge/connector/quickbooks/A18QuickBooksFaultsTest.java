package dev.tillbridge.connector.quickbooks;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static dev.tillbridge.connector.quickbooks.Company.fault;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Attack A18: whatever QuickBooks says instead of yes is one of our endings, with its words, and
 * nothing is sent again behind the hub's back.
 */
class A18QuickBooksFaultsTest {

  @RegisterExtension
  static final WireMockExtension SERVER = WireMockExtension.newInstance().build();

  static Stream<Arguments> answers() {
    return Stream.of(
        Arguments.of("429", fault(429, "3001", "ThrottleExceeded"), NotSent.class, "slow down"),
        Arguments.of("200 with a throttle", fault(200, "3001", "x"), NotSent.class, "slow down"),
        Arguments.of("stale object", fault(400, "5010", "Stale"), Refused.class, "5010"),
        Arguments.of(
            "closed period", fault(400, "6200", "Account Period Closed"), Refused.class, "closed"),
        Arguments.of(
            "closed period as seen",
            fault(400, "5010", "The account period has closed"),
            Refused.class,
            "closed for that day"),
        Arguments.of("duplicate number", fault(400, "6140", "Taken"), Refused.class, "6140"),
        Arguments.of("200 with a fault", fault(200, "6000", "No"), Refused.class, "6000"),
        Arguments.of("lapsed company", fault(403, "6190", "No"), NotSent.class, "6190"),
        Arguments.of(
            "an HTML page",
            aResponse()
                .withStatus(200)
                .withHeader("Content-Type", "text/html")
                .withBody("<html>Sorry</html>"),
            InDoubt.class,
            "nothing of use"),
        Arguments.of(
            "an HTML page of the gateway",
            aResponse()
                .withStatus(502)
                .withHeader("Content-Type", "text/html")
                .withBody("<html>Bad gateway</html>"),
            InDoubt.class,
            "502"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("answers")
  void every_no_is_typed_and_sent_once(
      String name, ResponseDefinitionBuilder answer, Class<?> ending, String words) {
    var company = new Company(SERVER);
    company.onReceipt(answer);
    var outcome = company.books().book(Sales.mugs());
    assertThat(outcome).as(name).isInstanceOf(ending);
    assertThat(outcome.toString()).contains(words);
    assertThat(company.receiptsSent()).as("sent").hasSize(1);
  }
}
