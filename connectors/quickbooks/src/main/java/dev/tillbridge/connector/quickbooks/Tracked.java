package dev.tillbridge.connector.quickbooks;

import com.intuit.ipp.data.Department;
import com.intuit.ipp.data.IntuitEntity;
import dev.tillbridge.connector.quickbooks.TaxCodes.Classes;
import dev.tillbridge.connector.quickbooks.TaxCodes.Company;
import dev.tillbridge.model.books.Tracking;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.Refused;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Locations and classes by their names: found, remembered for a quarter of an hour, and made where the
 * merchant permits it. What the company does not track is left out.
 */
final class Tracked {

  private static final Duration KEPT_FOR = Duration.ofMinutes(15);
  private static final int KEPT = 500;
  private static final int NAME_MOST = 100;

  private final References references;
  private final TaxCodes company;
  private final boolean creates;
  private final ExpiringCache<String> departments;
  private final ExpiringCache<String> classes;

  Tracked(
      QuickBooksSettings settings, References references, TaxCodes company, InstantSource clock) {
    this.references = references;
    this.company = company;
    this.creates = settings.creates().items();
    this.departments = new ExpiringCache<>(KEPT, KEPT_FOR, clock);
    this.classes = new ExpiringCache<>(KEPT, KEPT_FOR, clock);
  }

  /** What the company tracks. */
  Outcome<Tracking.Known> known() {
    return company
        .company()
        .map(set -> new Tracking.Known(set.locations(), set.classes() != Classes.OFF));
  }

  /** How a document is marked; asks nothing when there is nothing to mark it with. */
  Outcome<Tags> of(Tracking tracking) {
    if (tracking.isNone()) {
      return new Delivered<>(Tags.NONE);
    }
    var asked = company.company();
    if (!(asked instanceof Delivered<Company>(var set))) {
      return asked.map(_ -> Tags.NONE);
    }
    var location = set.locations() ? department(tracking.location()) : new Delivered<>("");
    if (!(location instanceof Delivered<String>(var department))) {
      return location.map(_ -> Tags.NONE);
    }
    var channel = set.classes() == Classes.OFF ? new Delivered<>("") : type(tracking.channel());
    return channel.map(type -> new Tags(
        department.isEmpty() ? null : department,
        type.isEmpty() ? null : type,
        set.classes() == Classes.LINE));
  }

  /** Something remembered was wrong: ask anew from now on. */
  void forget() {
    departments.clear();
    classes.clear();
  }

  private Outcome<String> department(@Nullable String wanted) {
    return named(
        departments,
        "department",
        "Department",
        wanted,
        Department.class,
        Department::getName,
        () -> NewThings.department(plain(wanted)));
  }

  private Outcome<String> type(@Nullable String wanted) {
    return named(
        classes,
        "class",
        "Class",
        wanted,
        com.intuit.ipp.data.Class.class,
        com.intuit.ipp.data.Class::getName,
        () -> NewThings.type(plain(wanted)));
  }

  /** Empty when none is wanted. */
  private <T extends IntuitEntity> Outcome<String> named(
      ExpiringCache<String> cache,
      String path,
      String entity,
      @Nullable String wanted,
      Class<T> kind,
      Function<T, String> nameOf,
      Supplier<IntuitEntity> fresh) {
    if (wanted == null) {
      return new Delivered<>("");
    }
    var name = plain(wanted);
    var known = cache.get(name);
    if (known != null) {
      return new Delivered<>(known);
    }
    var answer = references.ask(
        "select Id, Name from %s where Name = %s".formatted(entity, QueryText.literal(name)), kind);
    if (!(answer instanceof Delivered<List<T>>(var found))) {
      return answer.map(_ -> "");
    }
    // Two names that differ in case only are one to QuickBooks, which would take no second.
    var id = found.stream()
        .filter(one -> name.equalsIgnoreCase(nameOf.apply(one)))
        .map(IntuitEntity::getId)
        .findFirst();
    Outcome<String> outcome = id.<Outcome<String>>map(Delivered::new)
        .orElseGet(() -> creates
            ? references.create(path, name, fresh.get())
            : new Refused<>(References.missing(path, name)));
    if (outcome instanceof Delivered<String>(var there)) {
      cache.put(name, there);
    }
    return outcome;
  }

  /** A colon would make a part of something else of it. */
  private static String plain(@Nullable String wanted) {
    var name = String.valueOf(wanted).replaceAll("[:\\t\\n\\r]", " ").strip();
    return name.length() <= NAME_MOST ? name : name.substring(0, NAME_MOST).strip();
  }
}
