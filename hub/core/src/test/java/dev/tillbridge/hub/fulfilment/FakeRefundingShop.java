package dev.tillbridge.hub.fulfilment;

import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.shop.ShopRefunds;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A shop's money box: gives back as it is told to, and knows what it gave. */
final class FakeRefundingShop implements ShopRefunds {

  /** What becomes of the next attempts; when there is none it works. */
  enum Ending {
    WORKS,
    ANSWER_LOST,
    NOT_REACHED,
    SAYS_NO
  }

  final Deque<Ending> next = new ArrayDeque<>();
  final List<Refund> given = new ArrayList<>();
  final List<Refund> asked = new ArrayList<>();
  int recalls;

  @Override
  public Outcome<String> refund(Refund refund) {
    asked.add(refund);
    var ending = next.isEmpty() ? Ending.WORKS : next.poll();
    return switch (ending) {
      case WORKS -> {
        given.add(refund);
        yield new Outcome.Delivered<>("refund-" + given.size());
      }
      case ANSWER_LOST -> {
        given.add(refund);
        yield new Outcome.InDoubt<>("no answer");
      }
      case NOT_REACHED -> new Outcome.NotSent<>("no connection", null);
      case SAYS_NO -> new Outcome.Refused<>("over the amount");
    };
  }

  @Override
  public Outcome<String> recall(Refund refund) {
    recalls++;
    return given.stream()
        .filter(one -> refund.isNotedAs(one.note()))
        .findFirst()
        .<Outcome<String>>map(one -> new Outcome.Delivered<>("refund-" + (given.indexOf(one) + 1)))
        .orElseGet(() -> new Outcome.NotSent<>("there is none", null));
  }
}
