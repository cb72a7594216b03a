package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.stock.LeaseShares.Device;
import dev.tillbridge.hub.stock.sim.Session;
import dev.tillbridge.model.place.LocationId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@link JdbcLeaseBook}, statement by statement, over the simulated database. */
final class SimLeaseBook implements LeaseBook {

  /** Tills say how much they want, so no rate is measured; a lease is as short as can be. */
  static final LeasePolicy POLICY = new LeasePolicy(
      100,
      28,
      0,
      100,
      500,
      Duration.ofMinutes(1),
      Duration.ofMinutes(1),
      LeasePolicy.Beyond.REFUSE);

  private final Session session;
  private final SimTables tables;

  SimLeaseBook(Session session, SimTables tables) {
    this.session = session;
    this.tables = tables;
  }

  @Override
  public Optional<LocationId> location(String register) {
    return found("select register", register);
  }

  private Optional<LocationId> found(String what, String register) {
    return session.statement(what, tx -> Optional.ofNullable(tx.read(tables.registers, register)));
  }

  @Override
  public Optional<LocationId> lock(String register) {
    return session.statement(
        "select register for update",
        tx -> Optional.ofNullable(tx.lock(tables.registers, register)));
  }

  @Override
  public Optional<Term> newest(String register) {
    return terms("select newest lease", t -> t.device().register().equals(register)).stream()
        .reduce((a, b) -> a.device().generation() > b.device().generation() ? a : b);
  }

  @Override
  public int unusedGeneration(String register) {
    return newest(register).map(term -> term.device().generation()).orElse(0) + 1;
  }

  @Override
  public Optional<Term> find(Device device) {
    return session.statement(
        "select lease", tx -> Optional.ofNullable(tx.read(tables.leases, device.toString())));
  }

  @Override
  public List<Term> unfinished(LocationId location) {
    return terms(
        "select leases of location",
        t -> t.location().equals(location) && t.state() != LeaseState.CLOSED);
  }

  @Override
  public List<Term> unfinished() {
    return terms("select leases", t -> t.state() != LeaseState.CLOSED);
  }

  private List<Term> terms(String what, Predicate<Term> fits) {
    return session.statement(
        what,
        tx -> tables.leases.keys(tx, (_, term) -> fits.test(term)).stream()
            .map(key -> Objects.requireNonNull(tx.read(tables.leases, key)))
            .toList());
  }

  @Override
  public void save(Term term) {
    var key = term.device().toString();
    session.statement("upsert lease", tx -> {
      if (!tx.insert(tables.leases, key, term)) {
        tx.lock(tables.leases, key);
        tx.write(tables.leases, key, term);
      }
      return term;
    });
  }

  @Override
  public Optional<Known> known(UUID request) {
    return session.statement(
        "select lease_request", tx -> Optional.ofNullable(tx.read(tables.leaseRequests, request)));
  }

  @Override
  public boolean claim(UUID request, String hash, Device device, Instant at) {
    return session.statement(
        "insert into lease_request on conflict do nothing",
        tx -> tx.insert(tables.leaseRequests, request, new Known(hash, device)));
  }

  @Override
  public void forget(Instant before) {
    // No history is as long as that.
  }

  @Override
  public LeasePolicy policy(LocationId location) {
    return POLICY;
  }

  @Override
  public void save(LocationId location, LeasePolicy policy) {
    throw new UnsupportedOperationException();
  }

  @Override
  public SaleRates rates(LocationId location, Instant since, Instant now) {
    return SaleRates.NONE;
  }

  @Override
  public void audit(
      Instant at, String actor, String action, String subject, @Nullable String detail) {}
}
