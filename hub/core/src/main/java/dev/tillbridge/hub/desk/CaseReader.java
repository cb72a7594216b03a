package dev.tillbridge.hub.desk;

import dev.tillbridge.hub.cases.OpenCase;
import dev.tillbridge.hub.catalog.Catalog;
import dev.tillbridge.hub.desk.CaseView.Elsewhere;
import dev.tillbridge.hub.desk.CaseView.Option;
import dev.tillbridge.hub.desk.CaseView.Options;
import dev.tillbridge.hub.desk.CaseView.Oversold;
import dev.tillbridge.hub.desk.CaseView.Substitute;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads a case for those who decide it. It may be a moment old: a remedy looks again. */
final class CaseReader {

  /** More suggestions than this nobody reads; any SKU can be named. */
  private static final int SUBSTITUTES = 20;

  private final JdbcClient jdbc;
  private final Catalog catalog;
  private final DeskParts parts;

  CaseReader(JdbcClient jdbc, Catalog catalog, DeskParts parts) {
    this.jdbc = jdbc;
    this.catalog = catalog;
    this.parts = parts;
  }

  CaseView read(OpenCase of) {
    var oversold = of.isOpen() && of.kind().equals(OversoldReview.KIND) ? oversold(of) : null;
    return new CaseView(of, oversold, parts.store().remedies(of.id()));
  }

  private @Nullable Oversold oversold(OpenCase of) {
    var shelf = Shelf.of(of.subject());
    var shortfall = parts.shortfalls().of(shelf);
    if (shortfall.missing() == 0) {
      return null;
    }
    var claimants = parts.claimants().of(shelf);
    var victims = VictimRule.pick(claimants, shortfall.missing(), parts.store().chosen(of.id()));
    var others = claimants.stream()
        .filter(c -> victims.stream().noneMatch(v -> v.claimant().equals(c)))
        .toList();
    var places = elsewhere(shelf);
    var substitutes = substitutes(shelf);
    return new Oversold(
        shelf,
        parts
            .places()
            .find(shelf.location())
            .map(place -> place.name())
            .orElse(shelf.location().code()),
        catalog.title(shelf.sku()).orElse(shelf.sku().code()),
        shortfall.missing(),
        shortfall.onShow(),
        parts.store().causes(of.id()),
        victims.stream()
            .map(v -> new Options(v, options(v, places, !others.isEmpty())))
            .toList(),
        others,
        places,
        substitutes);
  }

  private static List<Option> options(Victim victim, List<Elsewhere> places, boolean others) {
    var who = victim.claimant();
    boolean cart = who.isUnpaidCart();
    boolean deal = who.promise().isCommitted() || who.pickupId() != null;
    var notYet = cart
        ? "a cart can only end"
        : deal ? null : "the customer is just paying; it is known in a moment";
    var options = new ArrayList<Option>();
    boolean elsewhere = places.stream().anyMatch(place -> place.free() >= victim.units());
    options.add(new Option(
        Remedy.OTHER_LOCATION,
        notYet == null && !elsewhere ? "no other location has as many free" : notYet));
    options.add(new Option(Remedy.SUBSTITUTE, notYet));
    options.add(new Option(Remedy.CANCEL_AND_REFUND, notYet));
    options.add(new Option(Remedy.RELEASE, cart ? null : who.name() + " is no unpaid cart"));
    options.add(new Option(Remedy.WAIT, null));
    options.add(new Option(Remedy.CHOOSE, others ? null : "nobody else counts on these units"));
    return options;
  }

  private List<Elsewhere> elsewhere(Shelf shelf) {
    return jdbc.sql("""
            select l.id, l.name, s.free from stock s join location l on l.id = s.location
             where s.sku = :sku and s.location <> :here and s.free > 0 and l.state = 'OPEN'
             order by s.free desc, l.id limit 50
            """)
        .param("sku", shelf.sku().code())
        .param("here", shelf.location().code())
        .query((row, _) -> new Elsewhere(
            new LocationId(row.getString("id")), row.getString("name"), row.getInt("free")))
        .list();
  }

  private List<Substitute> substitutes(Shelf shelf) {
    return jdbc.sql("""
            select v.sku, p.title, v.title as variant_title, s.free
              from variant o
              join variant v on v.product_id = o.product_id and v.sku <> o.sku
              join product p on p.id = v.product_id
              join stock s on s.sku = v.sku and s.location = :here and s.free > 0
             where o.sku = :sku order by s.free desc, v.position limit :most
            """)
        .param("here", shelf.location().code())
        .param("sku", shelf.sku().code())
        .param("most", SUBSTITUTES)
        .query((row, _) -> new Substitute(
            new Sku(row.getString("sku")),
            Catalog.fullTitle(row.getString("title"), row.getString("variant_title")),
            row.getInt("free")))
        .list();
  }
}
