package dev.tillbridge.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The stock protocol, as a model: complete checks of what it promises, and a proof that the checks
 * would see each mistake that we know how to make. What is modelled stands in ops/docs/proof.md.
 */
class ProtocolModelTest {

  private static final Model HOLDS = Model.of("Holds", "Holds");
  private static final Model FENCED = Model.of("Holds", "HoldsFenced");
  // For the faults: small, so that they are found at once.
  private static final Model FEW_HOLDS = FENCED.with("LastEpoch", "1");
  private static final Model ENDINGS = Model.of("Endings", "Endings");
  private static final Model LEASE = Model.of("Lease", "Lease");
  private static final Model SHOP = Model.of("Shop", "Shop");

  private static final String PROMISED_TWICE = "I1_NoUnitIsPromisedTwice";
  private static final String SOLD_TWICE = "I1_NoUnitIsSoldTwice";
  private static final String ACKNOWLEDGED = "I2_WhatWasAcknowledgedIsThere";
  private static final String ENDS_ONCE = "I3_AHoldEndsOnce";
  private static final String EXPLAINED = "I4_TheLedgerExplainsTheShelf";
  private static final String ONE_EFFECT = "I5_OneKeyOneEffect";
  private static final String MONEY = "I6_CapturedMoneyHasGoodsOrACase";
  private static final String OLD_EPOCH = "I7_NothingOfAnOldEpochCommits";
  private static final String DEVICE_COVERED = "I8_ADeviceHasWhatWasCarvedOut";
  private static final String SHOP_COVERED = "I8_AShopHasWhatWasCarvedOut";
  private static final String ANY_REDIS = "I9_ARefusalIsPostgresqlsToo";
  private static final String MONEY_ENDS = "L1_EveryAuthorisationEnds";

  /** So much of a model must have been looked at, or the check proves less than it did. */
  record Whole(Model model, long statesLeast, int depthLeast) {
    @Override
    public String toString() {
      return model.configuration();
    }
  }

  /** A mistake, and the rule that is the first to break. */
  record Planted(Model model, String fault, String rule) {
    @Override
    public String toString() {
      return fault;
    }
  }

  @TempDir
  private static Path workplace;

  private final ModelChecker checker = new ModelChecker(workplace);

  @ParameterizedTest(name = "{0}")
  @MethodSource("wholeModels")
  void the_protocol_keeps_its_rules_in_every_state(Whole whole) throws Exception {
    var sound = checker.checkAll(whole.model());

    System.out.printf("%-12s sound: %,d states, depth %d%n", whole, sound.states(), sound.depth());
    assertThat(sound.states()).isGreaterThanOrEqualTo(whole.statesLeast());
    assertThat(sound.depth()).isGreaterThanOrEqualTo(whole.depthLeast());
    // A rule about something that never happens would be kept by any protocol.
    assertThat(sound.steps()).isNotEmpty();
    assertThat(sound.steps()).allSatisfy((action, taken) -> {
      if (isPlanted(action)) {
        assertThat(taken).as(action).isZero();
      } else if (canHappen(whole.model(), action)) {
        assertThat(taken).as(action).isPositive();
      }
    });
  }

  private static boolean isPlanted(String action) {
    return action.startsWith("Planted");
  }

  private static boolean canHappen(Model model, String action) {
    return switch (model.configuration()) {
      case "Holds" -> !List.of("Fence", "Reopen").contains(action);
      case "LeaseRenewed" -> !action.equals("LeaseAgain");
      default -> true;
    };
  }

  static Stream<Whole> wholeModels() {
    return Stream.of(
        new Whole(HOLDS, 300_000, 27),
        new Whole(FENCED, 53_000, 23),
        new Whole(ENDINGS, 3_800, 19),
        new Whole(Model.of("Endings", "EndingsCrowd"), 20_000, 27),
        new Whole(LEASE, 143_000, 40),
        new Whole(Model.of("Lease", "LeaseRenewed"), 40_000, 24),
        new Whole(SHOP, 87_000, 35));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("plantedFaults")
  void a_planted_fault_is_found(Planted planted) throws Exception {
    var broken = checker.findFault(planted.model().with(planted.fault()));

    print(planted, broken);
    assertThat(broken.rule()).isEqualTo(planted.rule());
    assertThat(broken.trace()).hasSizeGreaterThan(1).startsWith("Initial predicate");
  }

  static Stream<Planted> plantedFaults() {
    return Stream.concat(
        Stream.of(
            // The ten that everybody who rebuilds this makes first.
            new Planted(
                FEW_HOLDS,
                "the recording statement does not check quantities again",
                PROMISED_TWICE),
            new Planted(FENCED, "the fence does not wait for batches", OLD_EPOCH),
            new Planted(FEW_HOLDS, "release by counter instead of by id", EXPLAINED),
            new Planted(FEW_HOLDS, "units given back on an unknown outcome", EXPLAINED),
            new Planted(ENDINGS, "expiry judged by the committer's clock", ENDS_ONCE),
            new Planted(LEASE, "a repeated grant adds", ONE_EFFECT),
            new Planted(LEASE, "lost device's units freed at lease end", DEVICE_COVERED),
            new Planted(SHOP, "the shop told free minus buffer without escrow", SHOP_COVERED),
            new Planted(SHOP, "a lost compare-and-set answer booked as done", SHOP_COVERED),
            new Planted(FEW_HOLDS, "two lines of one SKU checked one by one", PROMISED_TWICE)),
        Stream.of(
            new Planted(FEW_HOLDS, "a refusal of Redis is final", ANY_REDIS),
            new Planted(FEW_HOLDS, "no tombstone on an unknown outcome", ACKNOWLEDGED),
            new Planted(ENDINGS, "a late payment is captured before its units are there", MONEY),
            new Planted(ENDINGS, "a capture is repeated under another key", MONEY),
            new Planted(
                ENDINGS.onlyFor(MONEY_ENDS),
                "an authorisation without goods is forgotten",
                MONEY_ENDS),
            new Planted(LEASE, "a repeated journal entry is booked again", ONE_EFFECT),
            new Planted(LEASE, "a sealed lease takes a late grant", DEVICE_COVERED),
            new Planted(
                SHOP, "the shop's number is raised before units are carved out", SHOP_COVERED),
            new Planted(SHOP, "the shop's number is set without comparing", SHOP_COVERED),
            new Planted(
                SHOP, "a lower number is adopted though it did not stand still", SHOP_COVERED),
            new Planted(
                SHOP, "a number is adopted although orders came in meanwhile", SHOP_COVERED),
            new Planted(SHOP, "a cancelled order's unit is always carved out again", EXPLAINED),
            new Planted(SHOP, "the shop forgets a key", SHOP_COVERED)));
  }

  /** The first rule to break is often one of bookkeeping; these go on until goods are missing. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("overselling")
  void a_planted_fault_ends_in_units_sold_twice(Planted planted) throws Exception {
    var broken = checker.findFault(planted.model().with(planted.fault()).onlyFor(planted.rule()));

    print(planted, broken);
    assertThat(broken.rule()).isEqualTo(planted.rule());
  }

  static Stream<Planted> overselling() {
    var lastUnit =
        FEW_HOLDS.with("OnHand", "<- LastUnit").with("Carts", "<- SingleCarts").with("Hubs", "{x}");
    return Stream.of(
        new Planted(
            FEW_HOLDS, "the recording statement does not check quantities again", PROMISED_TWICE),
        new Planted(lastUnit, "release by counter instead of by id", PROMISED_TWICE),
        new Planted(FEW_HOLDS, "units given back on an unknown outcome", PROMISED_TWICE),
        new Planted(ENDINGS, "expiry judged by the committer's clock", PROMISED_TWICE),
        new Planted(LEASE, "a repeated grant adds", SOLD_TWICE),
        new Planted(LEASE, "lost device's units freed at lease end", SOLD_TWICE),
        new Planted(SHOP, "the shop told free minus buffer without escrow", SOLD_TWICE),
        new Planted(SHOP, "a lost compare-and-set answer booked as done", SOLD_TWICE),
        new Planted(FEW_HOLDS, "two lines of one SKU checked one by one", PROMISED_TWICE),
        new Planted(LEASE, "a sealed lease takes a late grant", SOLD_TWICE),
        new Planted(SHOP, "the shop's number is raised before units are carved out", SOLD_TWICE),
        new Planted(SHOP, "the shop's number is set without comparing", SOLD_TWICE),
        new Planted(SHOP, "a lower number is adopted though it did not stand still", SOLD_TWICE),
        new Planted(SHOP, "a number is adopted although orders came in meanwhile", SOLD_TWICE),
        new Planted(SHOP, "the shop forgets a key", SOLD_TWICE));
  }

  @Test
  void no_fault_that_a_model_knows_is_left_unplanted() {
    var planted = new HashSet<String>();
    plantedFaults().forEach(fault -> planted.add(fault.fault()));

    var known = Stream.of("Holds", "Endings", "Lease", "Shop")
        .flatMap(module -> Model.faults(module).stream())
        .toList();

    assertThat(planted).containsExactlyInAnyOrderElementsOf(known);
  }

  private static void print(Planted planted, Verdict.Broken broken) {
    System.out.printf(
        "%-8s %s: %s in %d states, of %,d seen%n",
        planted.model().module(),
        planted.fault(),
        broken.rule(),
        broken.trace().size(),
        broken.states());
  }
}
