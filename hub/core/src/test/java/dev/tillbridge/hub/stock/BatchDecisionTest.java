package dev.tillbridge.hub.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.problem.Unavailable;
import dev.tillbridge.hub.stock.Answer.Ended;
import dev.tillbridge.hub.stock.Answer.Granted;
import dev.tillbridge.hub.stock.Answer.Refused;
import dev.tillbridge.hub.stock.BatchDecision.Asked;
import dev.tillbridge.hub.stock.HoldDecisions.Verdict;
import dev.tillbridge.hub.stock.HoldDecisions.Verdict.Decided;
import dev.tillbridge.hub.stock.HoldDecisions.Verdict.Reused;
import dev.tillbridge.hub.stock.HoldDecisions.Verdict.Unknown;
import dev.tillbridge.hub.stock.HoldDecisions.Verdict.Waiting;
import dev.tillbridge.hub.stock.HoldDecisions.Wish;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.stock.Shortage;
import dev.tillbridge.model.stock.StockLine;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What comes together in one batch. */
class BatchDecisionTest {

  final StockRig rig = new StockRig();
  final JdbcClient jdbc = rig.db.jdbc();

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void the_same_wish_twice_in_one_batch_is_one_hold() {
    var mug = rig.shelf("MUG", 5);
    var wish = StockRig.wish(UUID.randomUUID(), mug, 2);
    var verdicts = decide(wish, wish);
    assertThat(verdicts).allMatch(Decided.class::isInstance);
    assertThat(rig.level(mug).held()).isEqualTo(2);
  }

  @Test
  void of_two_wishes_under_one_id_in_one_batch_the_first_has_it() {
    var mug = rig.shelf("MUG", 5);
    var id = UUID.randomUUID();
    var verdicts = decide(StockRig.wish(id, mug, 2), StockRig.wish(id, mug, 3));
    assertThat(verdicts.get(0)).isInstanceOf(Decided.class);
    assertThat(verdicts.get(1)).isInstanceOf(Reused.class);
    assertThat(rig.level(mug).held()).isEqualTo(2);
  }

  @Test
  void where_the_first_leaves_the_id_free_the_second_is_asked_to_come_again() {
    var mug = rig.shelf("MUG", 5);
    var id = UUID.randomUUID();
    var valid = StockRig.wish(id, mug, 3);
    var verdicts = decide(StockRig.wish(id, new Sku("NO-SUCH"), 1), valid);
    assertThat(verdicts.get(0)).isInstanceOf(Unknown.class);
    assertThat(verdicts.get(1)).isInstanceOf(Waiting.class);
    assertThat(decide(valid).getFirst()).isInstanceOf(Decided.class);
  }

  @Test
  void what_postgres_has_surely_not_done_leaves_the_ids_free() {
    var mug = rig.shelf("MUG", 5);
    var wish = StockRig.wish(UUID.randomUUID(), mug, 2);
    for (var no : List.of(
        new CannotAcquireLockException("others hold it"),
        new CannotCreateTransactionException("no connection"))) {
      var answers = ask(List.of(wish), parts(throwing(no, false), new JdbcHoldStore(jdbc)));
      assertThatThrownBy(answers.getFirst()::join).hasCauseInstanceOf(Unavailable.class);
    }
    assertThat(decide(wish))
        .allSatisfy(verdict -> assertThat(verdict)
            .isInstanceOfSatisfying(
                Decided.class,
                decided -> assertThat(decided.answer()).isInstanceOf(Granted.class)));
  }

  @ParameterizedTest(name = "committed {0}")
  @ValueSource(booleans = {true, false})
  void a_whole_batch_in_the_dark_is_one_question(boolean committed) {
    var mug = rig.shelf("MUG", 500);
    var wishes = Stream.generate(() -> StockRig.wish(UUID.randomUUID(), mug, 1))
        .limit(100)
        .toList();
    var asked = new ArrayList<String>();
    var silence = new TransactionSystemException("COMMIT without an answer");
    var answers = ask(wishes, parts(throwing(silence, committed), counting(asked, null)));
    assertThat(answers)
        .allSatisfy(answer -> assertThat(((Decided) answer.join()).answer())
            .isInstanceOf(committed ? Granted.class : Ended.class));
    assertThat(asked.stream().filter(call -> call.startsWith("entomb")))
        .containsExactly("entombAll");
    assertThat(rig.level(mug).held()).isEqualTo(committed ? 100 : 0);
    rig.assertLedgerExplainsEverything();
  }

  @Test
  void with_postgres_away_a_batch_waits_once() {
    var mug = rig.shelf("MUG", 500);
    var wishes = Stream.generate(() -> StockRig.wish(UUID.randomUUID(), mug, 1))
        .limit(100)
        .toList();
    var asked = new ArrayList<String>();
    var away = new CannotGetJdbcConnectionException("after three seconds");
    var silence = new TransactionSystemException("COMMIT without an answer");
    var answers = ask(wishes, parts(throwing(silence, false), counting(asked, away)));
    assertThat(answers)
        .allSatisfy(
            answer -> assertThatThrownBy(answer::join).hasCauseInstanceOf(Unavailable.class));
    assertThat(asked).containsExactly("entombAll");
  }

  @Test
  void a_refusal_at_a_glance_names_what_was_there_then_although_units_came_since() {
    var mug = rig.shelf("MUG", 2);
    var many = StockRig.wish(UUID.randomUUID(), mug, 3);
    var one = StockRig.wish(UUID.randomUUID(), mug, 1);
    var real = new JdbcStockLedger(jdbc, rig.stock.places());
    var ledger = (StockLedger) Proxy.newProxyInstance(
        StockLedger.class.getClassLoader(),
        new Class<?>[] {StockLedger.class},
        (_, method, args) -> {
          if (method.getName().equals("lock")) {
            // Between the glance and the lock somebody else brings goods.
            CompletableFuture.runAsync(() -> rig.stock
                    .goodsReceipts()
                    .receive(
                        UUID.randomUUID(), StockRig.MAIN, "PO", List.of(new StockLine(mug, 10))))
                .join();
          }
          return method.invoke(real, args);
        });
    var result = new HoldDecisions(parts(rig.db.tx(), new JdbcHoldStore(jdbc), ledger))
        .decide(StockRig.MAIN, List.of(new Wish(many, true, true), new Wish(one, true, false)));
    assertThat(result.verdicts().get(one.id()))
        .isInstanceOfSatisfying(
            Decided.class, d -> assertThat(d.answer()).isInstanceOf(Granted.class));
    assertThat(result.verdicts().get(many.id()))
        .isEqualTo(new Decided(new Refused(many.id(), List.of(new Shortage(mug, 3, 2)))));
  }

  /** Transactions that happen or not, and end with this word. */
  private TransactionTemplate throwing(RuntimeException word, boolean committed) {
    var tx = rig.db.tx();
    return new TransactionTemplate() {
      @Override
      public <T extends @Nullable Object> T execute(TransactionCallback<T> action) {
        if (committed) {
          tx.executeWithoutResult(status -> {
            var ignored = action.doInTransaction(status);
          });
        }
        throw word;
      }
    };
  }

  /** The holds, with a note of every call outside of a transaction; away, if so said. */
  private HoldStore counting(List<String> calls, @Nullable RuntimeException away) {
    var holds = new JdbcHoldStore(jdbc);
    return (HoldStore) Proxy.newProxyInstance(
        HoldStore.class.getClassLoader(), new Class<?>[] {HoldStore.class}, (_, method, args) -> {
          if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            calls.add(method.getName());
            if (away != null) {
              throw away;
            }
          }
          return method.invoke(holds, args);
        });
  }

  private List<Verdict> decide(HoldRequest... wishes) {
    return ask(Arrays.asList(wishes), parts(rig.db.tx(), new JdbcHoldStore(jdbc))).stream()
        .map(CompletableFuture::join)
        .toList();
  }

  private List<CompletableFuture<Verdict>> ask(List<HoldRequest> wishes, StockParts parts) {
    var decision = new BatchDecision(StockRig.MAIN, new HoldDecisions(parts), parts, Runnable::run);
    var batch = wishes.stream()
        .map(wish -> new Asked(wish, true, new CompletableFuture<>()))
        .toList();
    decision.decide(batch);
    return batch.stream().map(Asked::answer).toList();
  }

  private StockParts parts(TransactionTemplate tx, HoldStore holds) {
    return parts(tx, holds, new JdbcStockLedger(jdbc, rig.stock.places()));
  }

  private StockParts parts(TransactionTemplate tx, HoldStore holds, StockLedger ledger) {
    return PlainMerchant.parts(
        tx,
        holds,
        ledger,
        new JdbcShopWindowStore(jdbc, rig.deliveries),
        new JdbcLeaseBook(jdbc),
        new JdbcLeaseShares(jdbc),
        rig.gate,
        new TakeBacks(),
        UUID::randomUUID,
        rig.clock);
  }
}
