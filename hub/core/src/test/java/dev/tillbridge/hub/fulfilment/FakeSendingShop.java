package dev.tillbridge.hub.fulfilment;

import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.shop.ShopFulfilment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** A shop that counts what is left to be sent of one order, and takes the same news twice. */
final class FakeSendingShop implements ShopFulfilment {

  /** What becomes of the next attempts to tell of a parcel; when there is none it works. */
  enum Ending {
    WORKS,
    ANSWER_LOST,
    NOT_REACHED
  }

  final Deque<Ending> next = new ArrayDeque<>();
  final List<Part> parts = new ArrayList<>();
  final List<Sending> sendings = new ArrayList<>();
  int told;

  void part(String id, String location, String line, int units) {
    parts.add(new Part(
        id, Method.SHIPPING, location, true, List.of(new PartLine(id + "-" + line, line, units))));
  }

  /** Somebody sends at the shop itself. */
  void byHand(String line, int units, @Nullable String number) {
    var sent = new LinkedHashMap<String, Integer>();
    sent.put(line, units);
    take(line, units);
    sendings.add(new Sending("sending-" + (sendings.size() + 1), sent, number));
  }

  private void take(String line, int units) {
    int left = units;
    for (int i = 0; i < parts.size(); i++) {
      var part = parts.get(i);
      var one = part.lines().getFirst();
      if (one.lineId().equals(line) && left > 0) {
        int some = Math.min(left, one.remaining());
        left -= some;
        parts.set(i, part(part, one.remaining() - some));
      }
    }
  }

  private static Part part(Part part, int remaining) {
    var one = part.lines().getFirst();
    return new Part(
        part.id(),
        part.method(),
        part.locationId(),
        part.open(),
        List.of(new PartLine(one.id(), one.lineId(), remaining)));
  }

  @Override
  public Outcome<OrderToSend> toSend(String orderId) {
    return new Delivered<>(new OrderToSend(parts, null));
  }

  @Override
  public Outcome<List<Sending>> sendings(String orderId) {
    return new Delivered<>(List.copyOf(sendings));
  }

  @Override
  public Outcome<String> sent(Parcel parcel) {
    told++;
    var ending = next.isEmpty() ? Ending.WORKS : next.poll();
    if (ending == Ending.NOT_REACHED) {
      return new Outcome.NotSent<>("no connection", null);
    }
    var locations = parts.stream()
        .filter(part -> parcel.units().containsKey(part.id()))
        .map(Part::locationId)
        .distinct()
        .toList();
    if (locations.size() != 1) {
      return new Outcome.Refused<>("one location at a time");
    }
    var units = new LinkedHashMap<String, Integer>();
    for (int i = 0; i < parts.size(); i++) {
      var part = parts.get(i);
      var one = part.lines().getFirst();
      int some =
          parcel.units().getOrDefault(part.id(), new LinkedHashMap<>()).getOrDefault(one.id(), 0);
      if (some > one.remaining()) {
        return new Outcome.Refused<>("more than is left");
      }
      if (some > 0) {
        parts.set(i, part(part, one.remaining() - some));
        units.merge(one.lineId(), some, Integer::sum);
      }
    }
    var id = "sending-" + (sendings.size() + 1);
    sendings.add(new Sending(id, units, parcel.tracking().number()));
    return ending == Ending.WORKS ? new Delivered<>(id) : new Outcome.InDoubt<>("no answer");
  }

  @Override
  public Outcome<String> ready(List<String> partIds) {
    return new Outcome.Refused<>("not asked here");
  }

  @Override
  public Outcome<String> move(
      String partId, SequencedMap<String, Integer> units, String locationId) {
    return new Outcome.Refused<>("not asked here");
  }
}
