package dev.tillbridge.hub.costing;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.books.Books;
import dev.tillbridge.hub.books.Draft;
import dev.tillbridge.hub.books.Event;
import dev.tillbridge.hub.books.Position;
import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.costing.CostMethods.Chosen;
import dev.tillbridge.hub.costing.Pile.Worth;
import dev.tillbridge.model.books.Role;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Finds out what moved goods had cost and enters it. Beside the sale, not in it: the layers of a SKU that
 * everybody buys would be what all sales wait for. One hub at a time works, in the order of recording.
 */
public final class CostOfGoods {

  /** Goods came and nobody said what they cost; the subject is the SKU. */
  public static final String UNKNOWN = "cost-unknown";

  /** A movement could not be valued; the subject is its number. */
  public static final String CASE = "cost-not-entered";

  private static final Logger LOG = LoggerFactory.getLogger(CostOfGoods.class);
  private static final Duration LATER = Duration.ofMinutes(10);
  private static final int AT_ONCE = 500;

  /** A hub that is to stop waits no longer for what the next one goes on with. */
  private static final int PARTS = 20;

  private final JdbcClient jdbc;
  private final TransactionTemplate tx;
  private final InstantSource clock;
  private final Cases cases;
  private final Books books;
  private final CostMethods methods;

  public CostOfGoods(JdbcClient jdbc, TransactionTemplate tx, InstantSource clock, Cases cases) {
    this.jdbc = jdbc;
    this.tx = tx;
    this.clock = clock;
    this.cases = cases;
    this.books = new Books(jdbc, clock);
    this.methods = new CostMethods(jdbc, tx, clock);
  }

  /** Works off what is due, or a good part of it; nothing while another hub does, or before the merchant has chosen. */
  public void work() {
    int parts = 0;
    while (parts < PARTS && part(AT_ONCE) == AT_ONCE) {
      parts++;
    }
  }

  /** How many movements were looked at. */
  int part(int most) {
    try {
      return Objects.requireNonNull(tx.execute(_ -> step(most)));
    } catch (RuntimeException no) {
      LOG.error("the cost of goods could not be worked off {} at a time", most, no);
      return oneByOne(most);
    }
  }

  /** One that cannot be valued is set aside and does not hold up the others. */
  private int oneByOne(int most) {
    for (int done = 0; done < most; done++) {
      try {
        if (Objects.requireNonNull(tx.execute(_ -> step(1))) == 0) {
          return done;
        }
      } catch (RuntimeException no) {
        tx.executeWithoutResult(_ -> setAside(no));
      }
    }
    return most;
  }

  private void setAside(RuntimeException why) {
    var chosen = methods.all();
    if (chosen.isEmpty() || !alone()) {
      return;
    }
    var due = new Due(jdbc);
    var currency = chosen.getFirst().currency().getCurrencyCode();
    for (var movement : due.first(currency, clock.instant(), 1)) {
      due.later(movement, clock.instant().plus(LATER));
      cases.open(
          CASE,
          Long.toString(movement.seq()),
          "The cost of %d of %s is not in the ledger".formatted(movement.units(), movement.sku()),
          "It is tried again every ten minutes: " + why.getMessage());
    }
  }

  private boolean alone() {
    return jdbc.sql("select pg_try_advisory_xact_lock(hashtextextended('cost-of-goods', 0))")
        .query(Boolean.class)
        .single();
  }

  private int step(int most) {
    var chosen = methods.all();
    if (chosen.isEmpty() || !alone()) {
      return 0;
    }
    var first = chosen.getFirst();
    if (!isOpen()) {
      if (first.validFrom().isAfter(clock.instant().atZone(UTC).toLocalDate())) {
        return 0;
      }
      new Opening(jdbc, books).open(first, clock.instant());
    }
    var due = new Due(jdbc);
    var movements = due.first(first.currency().getCurrencyCode(), clock.instant(), most);
    if (!movements.isEmpty()) {
      var store = new CostStore(jdbc);
      var piles = store.piles(first.currency().getCurrencyCode(), movements);
      enter(movements, piles, chosen);
      store.keep(piles);
      due.done(movements);
    }
    return movements.size();
  }

  private boolean isOpen() {
    return jdbc.sql("select exists (select 1 from cost_method where opened_at is not null)")
        .query(Boolean.class)
        .single();
  }

  /** What belongs to one event. */
  private record Group(String cause, String causeId, String location, boolean came) {}

  private void enter(List<Movement> movements, Map<String, Pile> piles, List<Chosen> chosen) {
    var currency = chosen.getFirst().currency();
    Map<Group, List<Movement>> groups = new LinkedHashMap<>();
    Map<Long, Worth> worth = new LinkedHashMap<>();
    for (var one : movements) {
      var pile = Objects.requireNonNull(piles.get(one.sku()), one.sku());
      worth.put(one.seq(), worth(pile, one, method(chosen, one.day())));
      groups
          .computeIfAbsent(
              new Group(one.cause(), one.causeId(), one.location(), one.units() > 0),
              _ -> new ArrayList<>())
          .add(one);
    }
    books.enter(
        groups.values().stream().map(group -> draft(group, worth, currency)).toList());
  }

  private static CostMethod method(List<Chosen> chosen, LocalDate day) {
    var method = chosen.getFirst().method();
    for (var one : chosen) {
      if (!one.validFrom().isAfter(day)) {
        method = one.method();
      }
    }
    return method;
  }

  private Worth worth(Pile pile, Movement movement, CostMethod method) {
    if (movement.units() < 0) {
      return pile.out(method, movement);
    }
    if (movement.isBack()) {
      return pile.back(method, movement);
    }
    if (movement.unitCost() == null && pile.lastCost() == 0) {
      cases.open(
          UNKNOWN,
          movement.sku(),
          "Nobody said what " + movement.sku() + " costs",
          "%d came at %s. They stand in the books for nothing until an order says what one costs."
              .formatted(movement.units(), movement.location()));
    }
    var worth = pile.in(method, movement);
    if (pile.lastCost() > 0) {
      cases.close(UNKNOWN, movement.sku(), "hub");
    }
    return worth;
  }

  private static Draft draft(List<Movement> group, Map<Long, Worth> worth, Currency currency) {
    var position = new Position(currency);
    for (var one : group) {
      var is = Objects.requireNonNull(worth.get(one.seq()));
      long stock = one.units() > 0 ? is.worth() : -is.worth();
      var against = one.against();
      position.add(Role.STOCK, "", "", stock);
      position.add(against, against == Role.COST ? one.category() : "", "", -stock);
      position.add(Role.STOCK, "", "", -is.more());
      position.add(Role.COST, one.category(), "", is.more());
      position.add(Role.STOCK, "", "", Math.addExact(is.found(), is.opened()));
      position.add(Role.RECEIVED, "", "", -is.found());
      position.add(Role.OPENING, "", "", -is.opened());
    }
    var first = group.getFirst();
    return new Draft(
        new Event(
            first.booked(),
            first.causeId() + "|" + first.seq(),
            first.day(),
            first.heardOn().isBefore(first.day()) ? first.day() : first.heardOn(),
            first.at(),
            first.location(),
            first.channel(),
            first.source()),
        words(first),
        position.lines());
  }

  private static String words(Movement movement) {
    var number = movement.number().isEmpty() ? "" : " " + movement.number();
    return switch (movement.booked()) {
      case COST -> "Cost of sale" + number;
      case COST_RETURN -> "Goods came back" + (number.isEmpty() ? "" : " of sale" + number);
      case RECEIPT -> "Goods received";
      case OPENING_STOCK -> "First count of goods";
      case WRITE_OFF -> "Goods written off";
      default -> "Difference of a count";
    };
  }
}
