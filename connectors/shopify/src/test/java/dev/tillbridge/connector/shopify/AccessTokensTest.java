package dev.tillbridge.connector.shopify;

import static dev.tillbridge.connector.shopify.FakeShop.ITEM;
import static dev.tillbridge.connector.shopify.FakeShop.PLACE;
import static dev.tillbridge.connector.shopify.FakeShop.ok;
import static dev.tillbridge.connector.shopify.FakeShop.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.http.Fault;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.shop.StockNumber;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccessTokensTest {

  private static final String READ = "query Available";
  private static final String ZERO =
      "{\"data\":{\"inventoryItem\":{\"id\":\"x\",\"inventoryLevel\":null}}}";

  private final FakeShop shop = new FakeShop();

  @BeforeEach
  void answer() {
    shop.answers(READ, ZERO);
  }

  @AfterEach
  void stop() {
    shop.close();
  }

  private static Outcome<StockNumber> read(ShopifyChannel channel) {
    return channel.available(ITEM, PLACE);
  }

  @Test
  void one_token_serves_many_calls_until_it_is_old() {
    shop.tokens("token-1", "token-2");
    var channel = shop.channel();
    read(channel);
    shop.clock.pass(Duration.ofHours(23));
    read(channel);
    assertThat(shop.tokensAsked()).isEqualTo(1);
    shop.clock.pass(Duration.ofMinutes(55));
    read(channel);
    assertThat(shop.tokensUsed()).containsExactly("token-1", "token-1", "token-2");
  }

  @Test
  void an_early_renewal_that_fails_harms_nobody_and_is_not_tried_at_every_call() {
    var channel = shop.channel();
    read(channel);
    shop.tokenEnd(status(500, ""));
    shop.clock.pass(Duration.ofMinutes(23 * 60 + 55));
    assertThat(read(channel)).isInstanceOf(Delivered.class);
    assertThat(read(channel)).isInstanceOf(Delivered.class);
    assertThat(shop.tokensAsked()).isEqualTo(2);
    assertThat(shop.tokensUsed()).containsOnly("token-1");
    shop.clock.pass(Duration.ofMinutes(6));
    assertThat(read(channel))
        .isEqualTo(new NotSent<>("no access token: Shopify answered 500", Duration.ofSeconds(1)));
  }

  @Test
  void a_token_that_is_not_accepted_is_replaced_and_the_call_made_once_more() {
    shop.tokens("token-1", "token-2");
    shop.answers(READ, status(401, "{\"errors\":\"[API] Invalid access token\"}"), ok(ZERO));
    assertThat(read(shop.channel())).isInstanceOf(Delivered.class);
    assertThat(shop.tokensUsed()).containsExactly("token-1", "token-2");
  }

  @Test
  void a_second_401_means_not_sent_and_the_next_call_starts_with_a_new_token() {
    shop.tokens("token-1", "token-2", "token-3");
    shop.answers(READ, status(401, ""), status(401, ""), ok(ZERO));
    var channel = shop.channel();
    assertThat(read(channel))
        .isEqualTo(new NotSent<>("Shopify did not accept the access token", Duration.ofMinutes(1)));
    assertThat(read(channel)).isInstanceOf(Delivered.class);
    assertThat(shop.tokensUsed()).containsExactly("token-1", "token-2", "token-3");
  }

  @Test
  void a_fixed_token_is_never_asked_for() {
    var base = URI.create("http://127.0.0.1:" + shop.port() + "/shopify/" + FakeShop.SHOP);
    var settings = new ShopifySettings(
        FakeShop.SHOP, base, "", "s", null, "fixed", "2026-07", Duration.ofSeconds(30));
    var channel = ShopifyChannel.connect(settings, shop.clock);
    assertThat(read(channel)).isInstanceOf(Delivered.class);
    shop.answers(READ, status(401, ""));
    assertThat(read(channel)).isInstanceOf(NotSent.class);
    assertThat(shop.tokensAsked()).isZero();
    assertThat(shop.tokensUsed()).containsExactly("fixed", "fixed");
  }

  @Test
  void wrong_credentials_mean_not_sent_and_are_not_hammered() {
    shop.tokenEnd(status(400, "{\"error\":\"application_cannot_be_found\"}"));
    var channel = shop.channel();
    for (int i = 0; i < 5; i++) {
      assertThat(read(channel))
          .isEqualTo(new NotSent<>(
              "Shopify does not accept the app's credentials: it answered 400",
              Duration.ofMinutes(1)));
    }
    assertThat(shop.tokensAsked()).isEqualTo(1);
    assertThat(shop.calls(READ)).isEmpty();
    shop.clock.pass(Duration.ofMinutes(1));
    shop.tokens("token-1");
    assertThat(read(channel)).isInstanceOf(Delivered.class);
  }

  @Test
  void no_token_for_whatever_reason_means_not_sent() {
    for (var answer : new com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder[] {
      ok("<html>"),
      ok("{\"access_token\":\"\"}"),
      status(429, "").withHeader("Retry-After", "4"),
      WireMock.aResponse().withFault(Fault.EMPTY_RESPONSE)
    }) {
      shop.tokenEnd(answer);
      assertThat(read(shop.channel())).isInstanceOf(NotSent.class);
    }
    assertThat(shop.calls(READ)).isEmpty();
  }

  @Test
  void many_threads_ask_for_one_token() throws Exception {
    shop.tokenEnd(ok("{\"access_token\":\"shared\",\"expires_in\":86399}").withFixedDelay(300));
    var channel = shop.channel();
    var reads = new ArrayList<Callable<Outcome<StockNumber>>>();
    for (int i = 0; i < 20; i++) {
      reads.add(() -> read(channel));
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var one : threads.invokeAll(reads)) {
        assertThat(one.get()).isInstanceOf(Delivered.class);
      }
    }
    assertThat(shop.tokensAsked()).isEqualTo(1);
  }
}
