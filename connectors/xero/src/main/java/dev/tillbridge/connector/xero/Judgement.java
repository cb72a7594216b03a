package dev.tillbridge.connector.xero;

import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether what Xero says it booked is what was asked for. Pure. */
final class Judgement {

  private Judgement() {}

  /** The one document that is ours, of those found under our number. */
  static Outcome<Booked> recognised(Paper paper, List<Booked> found) {
    var there = found.stream().filter(one -> !one.isGone()).toList();
    if (there.isEmpty()) {
      return new NotSent<>(
          "Xero has no %s %s".formatted(paper.kind().words(), paper.number()), null);
    }
    var ours = there.stream().filter(one -> one.text().contains(paper.mark())).toList();
    return switch (ours.size()) {
      case 0 ->
        new Refused<>("%s %s in Xero has our number %s but is not ours; renumber it there"
            .formatted(paper.kind().words(), there.getFirst().id(), paper.number()));
      case 1 -> new Delivered<>(ours.getFirst());
      default ->
        new Refused<>("the %ss %s in Xero are all the same of ours; leave one of them"
            .formatted(paper.kind().words(), ours.stream().map(Booked::id).toList()));
    };
  }

  /** Of the document there. */
  static Outcome<String> of(Paper paper, @Nullable Booked booked, String currency) {
    var total = booked == null ? null : booked.total();
    if (booked == null || booked.id().isEmpty() || total == null) {
      return new InDoubt<>("Xero's answer does not tell what it booked");
    }
    var what = booked.kind().words() + " " + booked.id();
    if (booked.status().equals("VOIDED") || booked.isGone()) {
      return new Refused<>(
          "somebody voided the %s in Xero; its number %s is used up there, so book it"
                  .formatted(what, paper.number())
              + " there by hand, or leave it set aside");
    }
    if (!booked.currency().isEmpty() && !booked.currency().equals(currency)) {
      return differing(what, booked.currency(), currency);
    }
    if (total.compareTo(paper.total()) != 0) {
      return differing(what, words(total), words(paper.total()));
    }
    if (booked.tax().compareTo(paper.tax()) != 0) {
      return differing(what, "a tax of " + words(booked.tax()), words(paper.tax()));
    }
    var lines = booked.lines();
    return lines == null || same(lines, paper.lines())
        ? new Delivered<>(booked.id())
        : differing(what, lines + " by account", paper.lines().toString());
  }

  private static boolean same(Map<String, BigDecimal> some, Map<String, BigDecimal> others) {
    return some.keySet().equals(others.keySet())
        && some.entrySet().stream()
            .allMatch(one -> one.getValue().compareTo(others.get(one.getKey())) == 0);
  }

  private static Outcome<String> differing(String what, String theirs, String ours) {
    return new Refused<>(
        "Xero booked %s instead of %s as %s; correct it there".formatted(theirs, ours, what));
  }

  private static String words(BigDecimal amount) {
    return amount.setScale(Math.max(2, amount.stripTrailingZeros().scale())).toPlainString();
  }
}
