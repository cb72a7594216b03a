package dev.tillbridge.hub.stock;

import dev.tillbridge.model.place.LocationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Who has a lease, until when, and what was said about it. Every method joins the caller's
 * transaction. An interface, so that the same decisions can be played against a simulated database.
 */
interface LeaseBook {

  /**
   * A lease without its units.
   *
   * @param stopped of a lost device: somebody vouches that it cannot sell any more
   * @param lastRequest the newest report of the device
   */
  record Term(
      LeaseShares.Device device,
      LocationId location,
      LeaseState state,
      boolean stopped,
      long journalCount,
      UUID lastRequest,
      Instant openedAt,
      Instant renewedAt,
      Instant expiresAt) {

    Term in(LeaseState now) {
      return new Term(
          device,
          location,
          now,
          stopped,
          journalCount,
          lastRequest,
          openedAt,
          renewedAt,
          expiresAt);
    }

    Term lost(boolean vouched) {
      return new Term(
          device,
          location,
          LeaseState.LOST,
          stopped || vouched,
          journalCount,
          lastRequest,
          openedAt,
          renewedAt,
          expiresAt);
    }

    /** The device has spoken. */
    Term heard(LeaseReport report, LeaseState now, Instant at, Instant until) {
      return new Term(
          device, location, now, stopped, report.journalCount(), report.id(), openedAt, at, until);
    }
  }

  /** A request that was carried out before. */
  record Known(String hash, LeaseShares.Device device) {}

  /** Where the register stands; empty when there is no such register. */
  Optional<LocationId> location(String register);

  /** As {@link #location}, and keeps others from deciding about the register's leases meanwhile. */
  Optional<LocationId> lock(String register);

  /** The register's newest lease. */
  Optional<Term> newest(String register);

  /** A generation of the register that nobody has spoken of. */
  int unusedGeneration(String register);

  /** A certain lease. */
  Optional<Term> find(LeaseShares.Device device);

  /** Leases of a location that are not closed, by register, older generations first. */
  List<Term> unfinished(LocationId location);

  /** Leases that are not closed, everywhere. */
  List<Term> unfinished();

  /** Writes a lease as it is now. */
  void save(Term term);

  /** What was said under this id, if it was carried out. */
  Optional<Known> known(UUID request);

  /** Claims the id of a request; false when it is taken. */
  boolean claim(UUID request, String hash, LeaseShares.Device device, Instant at);

  /** Forgets requests that are older. */
  void forget(Instant before);

  /** The location's policy, or the default. */
  LeasePolicy policy(LocationId location);

  /** Sets the location's policy. */
  void save(LocationId location, LeasePolicy policy);

  /** What the registers of the location sold over the counter since then. */
  SaleRates rates(LocationId location, Instant since, Instant now);

  /** Writes to the audit log. */
  void audit(Instant at, String actor, String action, String subject, String detail);
}
