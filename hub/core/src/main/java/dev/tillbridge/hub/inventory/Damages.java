package dev.tillbridge.hub.inventory;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.inventory.Follower.Units;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.stock.Shelves;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.stock.StockLine;
import dev.tillbridge.model.stock.StockMovement.Cause;
import dev.tillbridge.model.stock.StockMovement.Delta;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Goods that lie there and cannot be sold. That something is broken is a physical truth: it counts
 * even where the units were promised to somebody.
 */
public final class Damages {

  private final JdbcClient jdbc;
  private final TransactionTemplate tx;
  private final InstantSource clock;
  private final Shelves shelves;
  private final Requests requests;
  private final Tracked tracked;

  Damages(JdbcClient jdbc, TransactionTemplate tx, InstantSource clock, Shelves shelves) {
    this.jdbc = jdbc;
    this.tx = tx;
    this.clock = clock;
    this.shelves = shelves;
    this.requests = new Requests(jdbc, clock);
    this.tracked = new Tracked(jdbc);
  }

  /**
   * Writes down what somebody found or did.
   *
   * @param by who asks
   * @throws BadInput when the place or a SKU does not exist, or there are fewer units
   * @throws IdReused when the id stands for another request
   */
  public DamageView report(DamageRequest request, String by) {
    var fingerprint = Fingerprint.of(request.kind().name(), request.location(), request.reason());
    for (var line : request.lines()) {
      fingerprint.add(line.sku(), line.quantity());
      line.named().addTo(fingerprint);
    }
    tx.executeWithoutResult(_ -> {
      if (requests.claim(request.id(), "damage report", by, fingerprint)) {
        var now = clock.instant();
        move(request, by, now);
        write(request, by, now);
      }
    });
    return find(request.id()).orElseThrow();
  }

  private void move(DamageRequest request, String by, Instant now) {
    var faults = new Faults();
    var skus = new HashSet<Sku>();
    var unknown =
        shelves.unknown(request.lines().stream().map(DamageRequest.Line::sku).toList());
    var bundles = shelves.withoutShelf(
        request.lines().stream().map(DamageRequest.Line::sku).toList());
    for (int i = 0; i < request.lines().size(); i++) {
      var sku = request.lines().get(i).sku();
      var field = "lines[" + i + "].sku";
      faults.require(!unknown.contains(sku), field, "there is no SKU " + sku);
      faults.require(!bundles.containsKey(sku), field, bundles.getOrDefault(sku, ""));
      faults.require(skus.add(sku), field, sku + " is there twice");
    }
    faults.check();
    var there = shelves.lock(request.location(), skus);
    var followers = tracked.followers(skus);
    var cause = cause(request.kind());
    var why = new Why(cause, request.id().toString(), null, now, by);
    var moves = new ArrayList<Shelves.Move>();
    for (int i = 0; i < request.lines().size(); i++) {
      var line = request.lines().get(i);
      var field = "lines[" + i + "]";
      int n = line.quantity();
      var shelf = Objects.requireNonNull(there.get(line.sku()));
      int enough = request.kind() == DamageKind.DAMAGED ? shelf.onHand() : shelf.damaged();
      faults.require(
          n <= enough,
          field + ".quantity",
          "there are %d %s at %s"
              .formatted(
                  Math.max(0, enough),
                  request.kind() == DamageKind.DAMAGED ? "on hand" : "damaged ones",
                  request.location()));
      faults.require(
          request.kind() != DamageKind.REPAIRED
              || shelf.onHand() + (long) n <= Shelves.MOST_ON_HAND,
          field + ".quantity",
          "more than " + Shelves.MOST_ON_HAND + " would be on hand");
      Objects.requireNonNull(followers.get(line.sku()))
          .turn(
              Units.good(field, line.sku(), n, line.named(), why, faults),
              request.location(),
              request.kind());
      moves.add(new Shelves.Move(line.sku(), delta(request.kind(), n), cause, why.causeId(), now));
    }
    faults.check();
    shelves.moveForced(request.location(), moves);
  }

  private static Cause cause(DamageKind kind) {
    return switch (kind) {
      case DAMAGED -> Cause.DAMAGE;
      case REPAIRED -> Cause.REPAIR;
      case WRITTEN_OFF -> Cause.WRITE_OFF;
    };
  }

  private static Delta delta(DamageKind kind, int n) {
    return switch (kind) {
      case DAMAGED -> new Delta(-n, 0, 0, 0, 0, n, 0);
      case REPAIRED -> new Delta(n, 0, 0, 0, 0, -n, 0);
      case WRITTEN_OFF -> new Delta(0, 0, 0, 0, 0, -n, 0);
    };
  }

  private void write(DamageRequest request, String by, Instant now) {
    jdbc.sql("""
            insert into damage_report (id, kind, location, reason, reported_by, reported_at)
            values (:id, :kind, :location, :reason, :by, :now)
            """)
        .param("id", request.id())
        .param("kind", request.kind().name())
        .param("location", request.location().code())
        .param("reason", request.reason())
        .param("by", by)
        .param("now", now.atOffset(UTC))
        .update();
    jdbc.sql("""
            insert into damage_report_line (report_id, sku, quantity)
            select :id, sku, quantity
              from unnest(:skus::text[], :quantities::int[]) as l(sku, quantity)
            """)
        .param("id", request.id())
        .param("skus", request.lines().stream().map(l -> l.sku().code()).toArray(String[]::new))
        .param(
            "quantities",
            request.lines().stream().mapToInt(DamageRequest.Line::quantity).toArray())
        .update();
  }

  /** The report, if there is one of this id. */
  public Optional<DamageView> find(UUID id) {
    return complete(jdbc.sql("select * from damage_report where id = :id")
            .param("id", id)
            .query((row, _) -> header(row))
            .list())
        .stream()
        .findFirst();
  }

  /**
   * Reports, newest first.
   *
   * @param at null for every place
   * @param cursor {@code next} of the page before, or null
   * @param limit from 1 to {@link Listed#MOST}
   */
  public Listed<DamageView> list(@Nullable LocationId at, @Nullable String cursor, int limit) {
    var rows = jdbc.sql("""
            select * from damage_report
             where (:at::text is null or location = :at::text)
               and (:after::uuid is null or (reported_at, id) <
                      (select reported_at, id from damage_report where id = :after::uuid))
             order by reported_at desc, id desc limit :limit
            """)
        .param("at", at == null ? null : at.code())
        .param("after", Cursors.uuid(cursor))
        .param("limit", limit + 1)
        .query((row, _) -> header(row))
        .list();
    var page = Listed.of(rows, limit, last -> last.id().toString());
    return new Listed<>(complete(page.rows()), page.next());
  }

  private static DamageView header(java.sql.ResultSet row) throws java.sql.SQLException {
    return new DamageView(
        row.getObject("id", UUID.class),
        DamageKind.valueOf(row.getString("kind")),
        new LocationId(row.getString("location")),
        row.getString("reason"),
        row.getString("reported_by"),
        row.getObject("reported_at", OffsetDateTime.class).toInstant(),
        List.of());
  }

  private List<DamageView> complete(List<DamageView> headers) {
    var lines = new HashMap<UUID, List<StockLine>>();
    jdbc.sql("select * from damage_report_line where report_id = any(:ids) order by sku")
        .param("ids", headers.stream().map(DamageView::id).toArray(UUID[]::new))
        .query(row -> {
          lines
              .computeIfAbsent(row.getObject("report_id", UUID.class), _ -> new ArrayList<>())
              .add(new StockLine(new Sku(row.getString("sku")), row.getInt("quantity")));
        });
    return headers.stream()
        .map(h -> new DamageView(
            h.id(),
            h.kind(),
            h.location(),
            h.reason(),
            h.by(),
            h.at(),
            lines.getOrDefault(h.id(), List.of())))
        .toList();
  }
}
