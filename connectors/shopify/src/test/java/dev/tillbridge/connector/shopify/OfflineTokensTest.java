package dev.tillbridge.connector.shopify;

import static dev.tillbridge.connector.shopify.FakeShop.ITEM;
import static dev.tillbridge.connector.shopify.FakeShop.PLACE;
import static dev.tillbridge.connector.shopify.FakeShop.ok;
import static dev.tillbridge.connector.shopify.FakeShop.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.http.Fault;
import dev.tillbridge.model.access.RefreshTokens;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.shop.StockNumber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A public app's tokens: an hour long, with a refresh token that is replaced at each renewal. */
class OfflineTokensTest {

  private static final String READ = "query Available";
  private static final String ZERO =
      "{\"data\":{\"inventoryItem\":{\"id\":\"x\",\"inventoryLevel\":null}}}";

  private final FakeShop shop = new FakeShop();
  private final MemoryTokens store = new MemoryTokens(new RefreshTokens("r-1", null));

  @BeforeEach
  void answer() {
    shop.answers(READ, ZERO);
    gives("r-1", "a-2", "r-2");
    gives("r-2", "a-3", "r-3");
    refuses("r-0");
  }

  @AfterEach
  void stop() {
    shop.close();
  }

  private void gives(String shown, String access, String refresh) {
    shop.refreshEnd(shown, ok("""
        {"access_token":"%s","expires_in":3600,"refresh_token":"%s",
         "refresh_token_expires_in":7776000,"scope":"read_orders"}""".formatted(access, refresh)));
  }

  private void refuses(String shown) {
    shop.refreshEnd(shown, status(400, "{\"error\":\"invalid_grant\"}"));
  }

  private ShopifyChannel hub() {
    return ShopifyChannel.connect(
        FakeShop.settings(shop.port(), Duration.ofSeconds(30)),
        new OkHttpClient(),
        store,
        Door.OPEN,
        shop.clock);
  }

  private static Outcome<StockNumber> read(ShopifyChannel channel) {
    return channel.available(ITEM, PLACE);
  }

  private @Nullable String kept() {
    var tokens = store.kept;
    return tokens == null ? null : tokens.current() + " after " + tokens.previous();
  }

  @Test
  void a_token_is_renewed_before_it_ends_and_the_refresh_token_used_is_kept_beside_the_new_one() {
    var hub = hub();
    read(hub);
    read(hub);
    assertThat(kept()).isEqualTo("r-2 after r-1");
    shop.clock.pass(Duration.ofMinutes(54));
    read(hub);
    shop.clock.pass(Duration.ofMinutes(2));
    read(hub);
    assertThat(kept()).isEqualTo("r-3 after r-2");
    assertThat(shop.tokensUsed()).containsExactly("a-2", "a-2", "a-2", "a-3");
  }

  @Test
  void a_lost_answer_is_asked_for_again_with_the_same_token() {
    shop.refreshEnd("r-1", WireMock.aResponse().withFault(Fault.EMPTY_RESPONSE));
    var hub = hub();
    assertThat(read(hub)).isInstanceOf(NotSent.class);
    assertThat(kept()).isEqualTo("r-1 after null");
    gives("r-1", "a-2b", "r-2b");
    assertThat(read(hub)).as("not hammered").isInstanceOf(NotSent.class);
    shop.clock.pass(Duration.ofSeconds(2));
    assertThat(read(hub)).isInstanceOf(Delivered.class);
    assertThat(shop.tokensUsed()).containsExactly("a-2b");
    assertThat(kept()).isEqualTo("r-2b after r-1");
  }

  @Test
  void when_the_newest_is_not_accepted_the_one_before_still_opens() {
    store.kept = new RefreshTokens("r-0", "r-2");
    assertThat(read(hub())).isInstanceOf(Delivered.class);
    assertThat(kept()).isEqualTo("r-3 after r-2");
  }

  @Test
  void nothing_is_used_before_it_is_stored() {
    store.broken = true;
    var hub = hub();
    assertThat(read(hub)).isInstanceOf(NotSent.class);
    assertThat(shop.tokensUsed()).isEmpty();
    store.broken = false;
    assertThat(read(hub)).isInstanceOf(Delivered.class);
    assertThat(kept()).isEqualTo("r-2 after r-1");
  }

  @Test
  void a_renewal_that_fails_while_the_old_token_lives_harms_nobody() {
    var hub = hub();
    read(hub);
    shop.refreshEnd("r-2", status(503, ""));
    shop.clock.pass(Duration.ofMinutes(57));
    assertThat(read(hub)).isInstanceOf(Delivered.class);
    shop.clock.pass(Duration.ofMinutes(4));
    assertThat(read(hub)).isInstanceOf(NotSent.class);
  }

  @Test
  void a_connection_that_is_over_says_what_to_do_and_is_not_hammered() {
    refuses("r-1");
    var hub = hub();
    for (int i = 0; i < 5; i++) {
      assertThat(read(hub))
          .isEqualTo(new NotSent<>(
              "Shopify connection lost: install the app again from the page Shops",
              Duration.ofMinutes(1)));
    }
    assertThat(shop.tokensAsked()).isEqualTo(1);
    store.kept = null;
    shop.clock.pass(Duration.ofMinutes(1));
    assertThat(read(hub).toString()).contains("has not let the app in yet");
  }

  @Test
  void two_hubs_that_renew_at_once_renew_once_and_use_the_same_token() throws Exception {
    var reads = new ArrayList<Callable<Outcome<StockNumber>>>();
    for (var hub : new ShopifyChannel[] {hub(), hub()}) {
      for (int i = 0; i < 10; i++) {
        reads.add(() -> read(hub));
      }
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var one : threads.invokeAll(reads)) {
        assertThat(one.get()).isInstanceOf(Delivered.class);
      }
    }
    assertThat(shop.tokensAsked()).isEqualTo(1);
    assertThat(shop.tokensUsed()).hasSize(20).containsOnly("a-2");
  }

  @Test
  void a_token_that_another_hub_has_replaced_is_not_renewed_again_but_looked_up() {
    var first = hub();
    var second = hub();
    read(first);
    read(second);
    assertThat(shop.tokensAsked()).isEqualTo(1);
    // Shopify has ended the token, and the first hub finds out.
    shop.answers(READ, status(401, ""), ok(ZERO));
    assertThat(read(first)).isInstanceOf(Delivered.class);
    assertThat(shop.tokensAsked()).isEqualTo(2);
    shop.answers(READ, status(401, ""), ok(ZERO));
    assertThat(read(second)).isInstanceOf(Delivered.class);
    assertThat(shop.tokensAsked()).isEqualTo(2);
    assertThat(shop.tokensUsed()).containsExactly("a-2", "a-2", "a-2", "a-3", "a-2", "a-3");
  }

  @Test
  void a_door_that_is_closed_lets_no_call_out() {
    var hub = ShopifyChannel.connect(
        FakeShop.settings(shop.port(), Duration.ofSeconds(30)),
        new OkHttpClient(),
        store,
        () -> "the shop has removed the app",
        shop.clock);
    assertThat(read(hub))
        .isEqualTo(new NotSent<>("the shop has removed the app", Duration.ofMinutes(15)));
    assertThat(shop.tokensAsked()).isZero();
  }
}
