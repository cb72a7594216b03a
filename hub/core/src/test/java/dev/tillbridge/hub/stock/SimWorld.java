package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.stock.SimTables.Line;
import dev.tillbridge.hub.stock.SimTables.Shelf;
import dev.tillbridge.hub.stock.SimTables.Stock;
import dev.tillbridge.hub.stock.sim.Database;
import dev.tillbridge.hub.stock.sim.Dice;
import dev.tillbridge.hub.stock.sim.Fiber;
import dev.tillbridge.hub.stock.sim.Fibers;
import dev.tillbridge.hub.stock.sim.Host;
import dev.tillbridge.hub.stock.sim.Session.Trouble;
import dev.tillbridge.hub.stock.sim.Trace;
import dev.tillbridge.hub.stock.sim.Tx;
import dev.tillbridge.hub.stock.sim.Violation;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.stock.StockMovement.Cause;
import dev.tillbridge.model.stock.StockMovement.Delta;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** One history: hubs, servers, a shop and people, all at the mercy of one seed. */
final class SimWorld {

  private static final JdbcClient NO_DATABASE = JdbcClient.create(new DriverManagerDataSource());
  private static final int STEPS_MOST = 60_000;

  private final SimOptions options;
  private final Dice dice;
  private final Fibers fibers;
  private final Database database;
  private final SimTables tables;
  private final SimRedis redis = new SimRedis();
  private final SimShop shop;
  private final SimWitness witness;
  private final SimPromises promises;
  private final SimSellers sellers;
  private final List<LocationId> locations;
  private final ShopPlaces places;
  private final Host people = new Host("street");
  private final List<SimHub> hubs = new ArrayList<>();
  private final List<Long> skews = new ArrayList<>();
  private final List<Fiber> idle = new ArrayList<>();
  private final List<SimDevice> devices = new ArrayList<>();
  private int atWork;
  private boolean quiet;

  SimWorld(long seed, SimOptions options, boolean traced) {
    this.options = options;
    this.dice = new Dice(seed);
    this.fibers = new Fibers(dice, new Trace(traced), options.calm(), options.haste());
    this.database = new Database(fibers, dice);
    this.locations = IntStream.range(0, options.locations())
        .mapToObj(i -> new LocationId(i == 0 ? "main" : "depot"))
        .toList();
    this.tables = new SimTables(IntStream.range(0, options.skus())
        .mapToObj(i -> new Sku(i == 0 ? "MUG" : "POT"))
        .toList());
    this.promises = new SimPromises(this);
    this.sellers = new SimSellers(this);
    this.shop = new SimShop(fibers, dice, options.calls(), options.refusals(), this::shopChanged);
    fill();
    this.witness = new SimWitness(tables);
    this.places = new ShopPlaces(
        NO_DATABASE,
        new Deliveries(NO_DATABASE, InstantSource.system()),
        locations.stream()
            .map(at -> new ShopPlaces.ShopPlace(SimShop.NAME, at, at.code()))
            .toList());
    database.onCommit(this::committed);
  }

  private void fill() {
    for (var location : locations) {
      tables.locations.seed(location, new SimTables.Location(1, "OPEN"));
      for (var sku : tables.catalogue) {
        var shelf = new Shelf(location, sku);
        var opening = new Delta(options.units(), 0, 0, 0, 0);
        tables.stock.seed(shelf, new Stock(opening, 0, 2));
        tables.ledger.seed(
            "OPENING|" + shelf,
            new Line(tables.nextSeq(), shelf, opening, Cause.OPENING, "opening"));
        promises.arrived(shelf, options.units());
        if (options.hasShop()) {
          tables.listings.put(sku, SimShop.item(sku));
          tables.deliveries.seed(
              ShopWindowStore.subject(SimShop.NAME, location, sku),
              new SimTables.Due(true, 1, 0, 0, 0, ""));
        }
      }
    }
  }

  private void committed(Tx tx, List<Tx.Change<?, ?>> changes) {
    witness.committed(tx, changes);
    for (var change : changes) {
      if (change.after() instanceof SimTables.Recorded sale && sale.sale()) {
        promises.sold(sale);
      }
      if (change.table() == tables.deliveries) {
        idle.forEach(fibers::wake);
        idle.clear();
      }
    }
    if (options.hasShop() || options.tills() > 0) {
      sellers.look();
    }
  }

  private void shopChanged() {
    try {
      sellers.look();
      promises.look();
    } catch (Violation seen) {
      fibers.fail(seen);
    }
  }

  /**
   * Plays it to its end.
   *
   * @throws Violation when a rule is broken
   */
  void play() {
    try {
      for (int i = 0; i < options.hubs(); i++) {
        skews.add(options.skew() == 0 ? 0L : dice.between(-options.skew(), options.skew()));
        hubs.add(boot(i));
      }
      new SimPeople(this).set();
      fibers.run(() -> atWork == 0, STEPS_MOST);
      quiet = true;
      fibers.noMoreHaste();
      var calm = new SimCalm(this);
      begin("calm", calm::down);
      fibers.run(() -> atWork == 0, STEPS_MOST);
      calm.look();
      promises.lookAtTheEnd();
    } finally {
      fibers.stopAll();
    }
  }

  private SimHub boot(int number) {
    var hub = new SimHub(this, "hub-" + (char) ('a' + number), skews.get(number));
    hub.session.setTrouble(trouble());
    fibers.start("sweep", hub.host, hub::sweep);
    if (options.hasShop()) {
      fibers.start("deliver", hub.host, hub::deliver);
    }
    return hub;
  }

  /** Somebody whose end is waited for. */
  Fiber begin(String name, Runnable work) {
    atWork++;
    return fibers.start(name, people, () -> {
      work.run();
      atWork--;
    });
  }

  /** A hub dies where it stands. */
  void crash(int number) {
    fibers.note("hub " + number + " dies");
    hubs.get(number).host.die();
  }

  /** And starts again, if it is down. */
  void restart(int number) {
    if (!hubs.get(number).host.isAlive()) {
      fibers.note("hub " + number + " starts");
      hubs.set(number, boot(number));
    }
  }

  List<SimDevice> devices() {
    return devices;
  }

  /** Some hub. */
  SimHub anyHub() {
    return dice.of(hubs);
  }

  List<SimHub> hubs() {
    return hubs;
  }

  /** So long a sweeper sleeps: until just before or after something runs out. */
  long untilNextExpiry() {
    long next = fibers.now() + 5_000;
    for (var hold : tables.holds.committed()) {
      if (hold.state() == dev.tillbridge.model.stock.HoldState.HELD) {
        next = Math.min(next, hold.expiresAt());
      }
    }
    return Math.max(300, next - fibers.now() + dice.between(-60, 60));
  }

  /** Sleeps until something may be due. */
  void awaitDelivery(InstantSource clock) {
    long wait = 5_000;
    for (var row : tables.deliveries.committed()) {
      if (row.open()) {
        wait = Math.min(wait, row.nextAt() - clock.millis());
      }
    }
    idle.add(fibers.current());
    fibers.sleep(Math.max(25, wait));
  }

  @Nullable
  SpreadRequest wish(UUID id) {
    return promises.wish(id);
  }

  Trouble trouble() {
    return quiet
        ? Trouble.NONE
        : new Trouble(options.breaks(), options.doubts(), options.deadlocks());
  }

  int silence() {
    return quiet ? 0 : options.silence();
  }

  boolean isQuiet() {
    return quiet;
  }

  SimOptions options() {
    return options;
  }

  Dice dice() {
    return dice;
  }

  Fibers fibers() {
    return fibers;
  }

  Database database() {
    return database;
  }

  SimTables tables() {
    return tables;
  }

  SimRedis redis() {
    return redis;
  }

  /** A hub's way to Redis. */
  SimGate gate(InstantSource clock) {
    return new SimGate(redis, fibers, dice, options.gate(), clock);
  }

  /** Nothing is a bundle here. */
  TakingApart takingApart() {
    return new TakingApart(
        PlainMerchant.NO_BUNDLES, new KnownBundles(NO_DATABASE, new JdbcBundleBook(NO_DATABASE)));
  }

  SimShop shop() {
    return shop;
  }

  SimWitness witness() {
    return witness;
  }

  SimPromises promises() {
    return promises;
  }

  List<LocationId> locations() {
    return locations;
  }

  ShopPlaces places() {
    return places;
  }
}
