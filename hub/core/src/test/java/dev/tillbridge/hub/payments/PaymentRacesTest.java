package dev.tillbridge.hub.payments;

import static dev.tillbridge.hub.payments.PaymentRig.TEN;
import static dev.tillbridge.hub.payments.PaymentRig.reference;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.hub.payments.FakeGateway.Ending;
import dev.tillbridge.hub.payments.PaymentView.State;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.model.money.Money;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PaymentRacesTest {

  private final PaymentRig rig = new PaymentRig();

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void fifty_taps_with_one_id_are_one_payment() throws Exception {
    var id = UUID.randomUUID();
    var views = atOnce(50, _ -> rig.payments.open(id, rig.sale, rig.hold, "PAYPAL", TEN)).stream()
        .map(PaymentRacesTest::result)
        .toList();
    assertThat(views).extracting(PaymentView::id).containsOnly(id);
    assertThat(rig.gateway.opens).isEqualTo(1);
    assertThat(rig.payments.look(id).state()).isEqualTo(State.WAITING);
  }

  @Test
  void fifty_taps_with_fifty_ids_are_one_payment() throws Exception {
    int opened = 0;
    for (var tap : atOnce(50, _ -> rig.open())) {
      try {
        tap.get();
        opened++;
      } catch (ExecutionException e) {
        assertThat(e.getCause()).isInstanceOf(BadInput.class);
      }
    }
    assertThat(opened).isEqualTo(1);
    assertThat(rig.gateway.orders).hasSize(1);
  }

  @Test
  void fifty_captures_take_the_money_once() throws Exception {
    var approved = rig.approved();
    for (var capture : atOnce(50, _ -> rig.payments.capture(approved.id()))) {
      assertThat(result(capture).state()).isIn(State.CAPTURED, State.UNKNOWN);
    }
    assertThat(rig.gateway.captured).isEqualTo(1);
    assertThat(rig.gateway.captures).isEqualTo(1);
    assertThat(rig.payments.look(approved.id()).state()).isEqualTo(State.CAPTURED);
  }

  @Test
  void a_cancel_during_a_capture_does_not_hide_the_money() throws Exception {
    var approved = rig.approved();
    var cancelled = new ArrayList<PaymentView>();
    rig.gateway.duringCapture = () -> cancelled.add(rig.payments.cancel(approved.id()));
    assertThat(rig.payments.capture(approved.id()).state()).isEqualTo(State.CAPTURED);
    assertThat(cancelled).extracting(PaymentView::state).containsExactly(State.UNKNOWN);
  }

  @Test
  void parallel_refunds_never_give_back_more_than_was_taken() throws Exception {
    var captured = rig.captured();
    int done = 0;
    for (var refund : atOnce(
        40, _ -> rig.payments.refund(captured.id(), UUID.randomUUID(), Money.of(300, "USD")))) {
      try {
        assertThat(refund.get().state()).isEqualTo(RefundView.State.DONE);
        done++;
      } catch (ExecutionException e) {
        assertThat(e.getCause()).isInstanceOf(BadInput.class);
      }
    }
    assertThat(done).isEqualTo(3);
    assertThat(rig.gateway.refunded).isEqualTo(900);
  }

  @Test
  void one_refund_asked_for_forty_times_is_one_refund() throws Exception {
    var captured = rig.captured();
    var id = UUID.randomUUID();
    for (var refund : atOnce(40, _ -> rig.payments.refund(captured.id(), id, TEN))) {
      assertThat(result(refund).state()).isIn(RefundView.State.DONE, RefundView.State.SENDING);
    }
    assertThat(rig.gateway.refunded).isEqualTo(1000);
  }

  /** Whatever ends how, in whatever order: taken at most once, and never forgotten. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void what_the_gateway_has_is_what_we_say_once_it_is_quiet(long seed) throws Exception {
    var random = new Random(seed);
    var payment = rig.open();
    rig.gateway.approve(reference(payment));
    var endings = List.of(Ending.LOST_ANSWER, Ending.LOST_CALL, Ending.NOT_SENT, Ending.THROWS);
    for (int round = 0; round < 8; round++) {
      for (int i = random.nextInt(3); i > 0; i--) {
        rig.gateway.endings.add(endings.get(random.nextInt(endings.size())));
      }
      var steps = new ArrayList<Integer>();
      for (int i = 0; i < 4; i++) {
        steps.add(random.nextInt(round < 6 ? 5 : 6));
      }
      for (var step : atOnce(4, i -> switch (steps.get(i)) {
        case 0, 1 -> rig.payments.look(payment.id());
        case 5 -> rig.payments.cancel(payment.id());
        default -> rig.payments.capture(payment.id());
      })) {
        result(step);
      }
      rig.pass(Payments.CALL_LEASE.dividedBy(1 + random.nextInt(4)));
    }
    rig.gateway.endings.clear();
    rig.pass(Payments.DOUBT_ENDS);
    rig.payments.look(payment.id());
    var end = rig.payments.cancel(payment.id());
    assertThat(rig.gateway.captured).isLessThanOrEqualTo(1);
    assertThat(rig.gateway.captureKeys.size()).isLessThanOrEqualTo(1);
    assertThat(end.state()).isEqualTo(rig.gateway.captured == 1 ? State.CAPTURED : State.CANCELLED);
    assertThat(rig.holdState()).isEqualTo(rig.gateway.captured == 1 ? "PAYING" : "HELD");
    assertThat(new HashSet<>(rig.gateway.orderByKey.values())).hasSize(1);
  }

  static LongStream seeds() {
    return LongStream.range(0, 12);
  }

  private interface Step<T> {
    T run(int i) throws Exception;
  }

  private static <T> List<Future<T>> atOnce(int n, Step<T> step) throws InterruptedException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls = new ArrayList<Callable<T>>();
      for (int i = 0; i < n; i++) {
        int which = i;
        calls.add(() -> step.run(which));
      }
      return threads.invokeAll(calls);
    }
  }

  private static <T> T result(Future<T> future) {
    return future.resultNow();
  }
}
