package dev.tillbridge.hub.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.cases.OpenCase;
import dev.tillbridge.hub.device.Answer.Reason;
import dev.tillbridge.hub.device.Answer.State;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.hub.problem.NotPossible;
import dev.tillbridge.hub.problem.Unavailable;
import dev.tillbridge.hub.testing.Db;
import dev.tillbridge.model.place.LocationId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Letting tills in, and hearing their journals: nothing lost, nothing twice, nothing forged. */
class JournalsTest {

  private static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");

  private final Db db = Db.fresh();
  private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
  private final InstantSource clock = now::get;
  private final Cases cases = new Cases(db.jdbc(), clock);
  private final Devices devices = new Devices(db.jdbc(), db.tx(), clock);
  private final List<String> taken = new ArrayList<>();
  private final Journals journals =
      new Journals(db.jdbc(), db.tx(), clock, cases, Map.of("NOTE", this::take));
  private boolean busy;
  private String no = "no";

  JournalsTest() {
    db.jdbc().sql("""
            insert into location (id, name, time_zone, currency, tax_mode, stock_policy)
            values ('main', 'Main', 'UTC', 'USD', 'EXCLUSIVE', 'WARN')
            """).update();
    db.jdbc()
        .sql("insert into register (id, location) values ('R1', 'main'), ('R2', 'main')")
        .update();
  }

  @AfterEach
  void close() {
    db.close();
  }

  private String take(Device device, Entry entry) {
    if (busy) {
      throw new Unavailable("busy", null);
    }
    if (entry.body().equals(no)) {
      throw new NotPossible("the address is not one");
    }
    synchronized (taken) {
      taken.add(entry.body());
      return "note " + taken.size();
    }
  }

  private DeviceKey enrolled(String register) {
    var till = new DeviceKey();
    devices.enrol(
        till.id, devices.code(register, "Olivia").code(), "Front counter", till.publicKey());
    return till;
  }

  private Answer hear(DeviceKey till, List<Entry> entries) {
    return journals.hear(till.id, now.get(), till.head(), entries);
  }

  private List<String> kinds() {
    return cases.open().stream().map(OpenCase::kind).toList();
  }

  private static DeviceKey with(DeviceKey till, int entries) {
    for (int i = 0; i < entries; i++) {
      till.writes("{\"n\": " + (till.head() + 1) + "}");
    }
    return till;
  }

  @Test
  void a_code_lets_one_device_in_once_however_it_is_typed() {
    var code = devices.code("R1", "Olivia");
    var till = new DeviceKey();
    var typed = " " + code.code().substring(0, 4).toLowerCase(java.util.Locale.ROOT) + "-"
        + code.code().substring(4);
    var device = devices.enrol(till.id, typed, "Front counter", till.publicKey());
    assertThat(device.register()).isEqualTo("R1");
    assertThat(device.enrolledBy()).isEqualTo("Olivia");
    assertThat(devices.enrol(till.id, typed, "Front counter", till.publicKey()))
        .as("its answer was lost")
        .isEqualTo(device);
    var other = new DeviceKey();
    assertThatThrownBy(() -> devices.enrol(other.id, typed, "Other", other.publicKey()))
        .isInstanceOf(NotPossible.class)
        .hasMessageContaining("used by another");
    assertThatThrownBy(() -> devices.enrol(till.id, typed, "Front", other.publicKey()))
        .isInstanceOf(IdReused.class);
    assertThat(devices.of("R1")).contains(device);
  }

  @Test
  void a_code_ends_after_a_quarter_of_an_hour_and_with_the_next_one() {
    var first = devices.code("R1", "Olivia");
    var second = devices.code("R1", "Olivia");
    var till = new DeviceKey();
    assertThatThrownBy(() -> devices.enrol(till.id, first.code(), "Front", till.publicKey()))
        .isInstanceOf(NotPossible.class);
    now.set(NOW.plus(Devices.CODE_LASTS));
    assertThatThrownBy(() -> devices.enrol(till.id, second.code(), "Front", till.publicKey()))
        .isInstanceOf(NotPossible.class)
        .hasMessageContaining("new one");
    assertThatThrownBy(() -> devices.code("R9", "Olivia")).isInstanceOf(NotFound.class);
  }

  @Test
  void a_register_is_one_device_until_a_manager_ends_it() {
    var till = enrolled("R1");
    var code = devices.code("R1", "Olivia").code();
    var next = new DeviceKey();
    assertThatThrownBy(() -> devices.enrol(next.id, code, "New", next.publicKey()))
        .isInstanceOf(NotPossible.class)
        .hasMessageContaining("another device's");
    devices.revoke(till.id, "Olivia", "It was stolen.");
    assertThat(devices.enrol(next.id, code, "New", next.publicKey()).register()).isEqualTo("R1");
    assertThat(devices.all()).extracting(Device::id).containsExactly(next.id, till.id);
    assertThat(db.jdbc()
            .sql(
                "select count(*) from audit_log where action in ('device-enrolled', 'device-revoked')")
            .query(Integer.class)
            .single())
        .isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"secp384r1", ""})
  void another_key_than_p256_is_refused_and_the_code_still_good(String curve) {
    var code = devices.code("R1", "Olivia").code();
    byte[] key =
        curve.isEmpty() ? new byte[91] : new DeviceKey(UUID.randomUUID(), curve).publicKey();
    assertThatThrownBy(() -> devices.enrol(UUID.randomUUID(), code, "Front", key))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("publicKey");
    var till = new DeviceKey();
    assertThat(devices.enrol(till.id, code, "Front", till.publicKey()).head()).isZero();
  }

  @Test
  void a_journal_is_taken_once_and_in_its_order_however_it_is_sent() {
    var till = with(enrolled("R1"), 7);
    var all = till.journal;
    assertThat(hear(till, all.subList(0, 3)).head()).isEqualTo(3);
    assertThat(hear(till, all.subList(0, 5)).head()).as("some again").isEqualTo(5);
    var answer = hear(till, all);
    assertThat(answer.head()).isEqualTo(7);
    assertThat(answer.refusal()).isNull();
    assertThat(answer.entries()).hasSize(7).allSatisfy(entry -> {
      assertThat(entry.state()).isEqualTo(State.DONE);
      assertThat(entry.note()).startsWith("note ");
    });
    assertThat(hear(till, all).head()).as("all again").isEqualTo(7);
    assertThat(taken).containsExactlyElementsOf(all.stream().map(Entry::body).toList());
    assertThat(hear(till, List.of()).headHash()).isEqualTo(devices.get(till.id).headHash());
    assertThat(kinds()).isEmpty();
  }

  @Test
  void a37_the_same_batch_from_many_at_once_is_taken_once() throws Exception {
    var till = with(enrolled("R1"), 100);
    var answers = new ArrayList<Future<Answer>>();
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 8; i++) {
        answers.add(callers.submit(() -> hear(till, till.journal)));
      }
    }
    for (var answer : answers) {
      assertThat(answer.get().head()).isEqualTo(100);
      assertThat(answer.get().refusal()).isNull();
    }
    journals.work();
    assertThat(taken)
        .containsExactlyElementsOf(till.journal.stream().map(Entry::body).toList());
  }

  @Test
  void what_comes_too_early_is_asked_for_from_where_it_is_missing() {
    var till = with(enrolled("R1"), 5);
    var answer = hear(till, till.journal.subList(2, 5));
    assertThat(answer.refusal()).isNotNull().satisfies(no -> {
      assertThat(no.reason()).isEqualTo(Reason.GAP);
      assertThat(no.seq()).isEqualTo(1);
    });
    assertThat(hear(till, till.journal).head()).isEqualTo(5);
    assertThat(kinds()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"edited", "deleted", "reordered", "duplicated", "unsigned", "of another till"})
  void a32_from_a_damaged_entry_on_nothing_is_taken_and_the_till_is_flagged(String how) {
    var till = with(enrolled("R1"), 6);
    var sent = new ArrayList<>(till.journal);
    switch (how) {
      case "edited" -> sent.set(2, DeviceKey.edited(sent.get(2), "{\"n\": 300}"));
      case "deleted" -> sent.remove(2);
      case "reordered" -> java.util.Collections.swap(sent, 2, 3);
      case "duplicated" ->
        sent.add(3, till.signed(4, sent.get(2).previous(), sent.get(2).body()));
      case "unsigned" -> {
        var e = sent.get(2);
        sent.set(
            2, new Entry(e.seq(), e.previous(), e.at(), e.kind(), "Dora", e.body(), e.signature()));
      }
      default -> {
        var stranger = new DeviceKey(till.id, "secp256r1");
        sent.set(2, stranger.signed(3, sent.get(2).previous(), sent.get(2).body()));
      }
    }
    var answer = hear(till, sent);
    boolean one = how.equals("duplicated");
    assertThat(answer.head()).isEqualTo(one ? 3 : 2);
    assertThat(answer.refusal())
        .isNotNull()
        .satisfies(no -> assertThat(no.reason()).isEqualTo(Reason.FORKED));
    assertThat(taken).hasSize(one ? 3 : 2);
    assertThat(kinds()).containsExactly(Journals.KIND);
    hear(till, sent);
    assertThat(db.jdbc()
            .sql("select count(*) from device_refusal")
            .query(Integer.class)
            .single())
        .as("kept as it came, once")
        .isEqualTo(1);

    assertThat(hear(till, till.journal).head()).as("the true ones still fit").isEqualTo(6);
  }

  @Test
  void a33_a_till_that_was_set_back_is_told_and_nothing_of_it_is_taken() {
    var till = with(enrolled("R1"), 3);
    var older = till.copied();
    hear(with(till, 3), till.journal);
    var back = journals.hear(older.id, now.get(), older.head(), List.of());
    assertThat(back.refusal())
        .isNotNull()
        .satisfies(no -> assertThat(no.reason()).isEqualTo(Reason.SET_BACK));
    older.writes("{\"other\": 4}");
    assertThat(hear(older, older.journal).refusal()).isNotNull();
    assertThat(taken).hasSize(6);
    assertThat(kinds()).containsExactly(Journals.KIND);
  }

  @Test
  void f30_of_a_till_and_its_copy_the_second_to_be_heard_is_refused_from_where_they_part() {
    var till = with(enrolled("R1"), 3);
    hear(till, till.journal);
    var copy = till.copied();
    till.writes("{\"here\": 4}");
    copy.writes("{\"there\": 4}");
    copy.writes("{\"there\": 5}");
    assertThat(hear(till, till.journal.subList(3, 4)).head()).isEqualTo(4);
    var answer = hear(copy, copy.journal.subList(3, 5));
    assertThat(answer.head()).isEqualTo(4);
    assertThat(answer.refusal()).isNotNull().satisfies(no -> {
      assertThat(no.reason()).isEqualTo(Reason.FORKED);
      assertThat(no.seq()).isEqualTo(4);
    });
    assertThat(hear(with(till, 1), till.journal.subList(4, 5)).head())
        .as("the first goes on")
        .isEqualTo(5);
    assertThat(taken).noneMatch(body -> body.contains("there"));
  }

  @Test
  void a34_what_a_revoked_till_writes_is_refused_and_what_it_had_sent_stays() {
    var till = with(enrolled("R1"), 4);
    hear(till, till.journal.subList(0, 2));
    devices.revoke(till.id, "Olivia", "It was stolen.");
    var answer = hear(till, till.journal);
    assertThat(answer.refusal()).isNotNull().satisfies(no -> {
      assertThat(no.reason()).isEqualTo(Reason.REVOKED);
      assertThat(no.why()).contains("Olivia", "stolen");
    });
    assertThat(answer.head()).isEqualTo(2);
    assertThat(taken).hasSize(2);
  }

  @Test
  void an_entry_that_cannot_be_taken_is_set_aside_and_the_others_go_on() {
    var till = with(enrolled("R1"), 5);
    no = till.journal.get(2).body();
    var answer = hear(till, till.journal);
    assertThat(answer.head()).isEqualTo(5);
    assertThat(answer.entries().get(2).state()).isEqualTo(State.ASIDE);
    assertThat(answer.entries().get(2).note()).isEqualTo("the address is not one");
    assertThat(taken).hasSize(4);
    assertThat(kinds()).containsExactly(Journals.ENTRY);
    assertThat(journals.retry(till.id, 3, null).state()).isEqualTo(State.ASIDE);
    no = "no";
    assertThat(journals.retry(till.id, 3, null).state()).isEqualTo(State.DONE);
    assertThat(taken).hasSize(5).doesNotHaveDuplicates();
    assertThat(kinds()).isEmpty();
    assertThatThrownBy(() -> journals.retry(till.id, 3, null)).isInstanceOf(NotPossible.class);
  }

  @Test
  void entries_are_kept_while_the_hub_cannot_take_them_and_taken_later_in_their_order() {
    var till = with(enrolled("R1"), 3);
    busy = true;
    var answer = hear(till, till.journal);
    assertThat(answer.head()).isEqualTo(3);
    assertThat(answer.entries()).extracting(Answer.Outcome::state).containsOnly(State.DUE);
    busy = false;
    journals.work();
    assertThat(taken)
        .containsExactlyElementsOf(till.journal.stream().map(Entry::body).toList());
    assertThat(journals.outcomes(till.id, 1))
        .extracting(Answer.Outcome::state)
        .containsOnly(State.DONE);
  }

  @Test
  void f28_a_wrong_clock_is_shown_and_changes_no_order() {
    var till = with(enrolled("R1"), 2);
    journals.hear(till.id, NOW.plus(Duration.ofDays(3)), 2, till.journal);
    assertThat(devices.get(till.id).skewSeconds()).isEqualTo(3 * 86_400);
    assertThat(kinds()).containsExactly(Journals.CLOCK);
    assertThat(taken).hasSize(2);
    hear(till, List.of());
    assertThat(kinds()).isEmpty();
  }

  @Test
  void what_is_no_entry_is_named_and_nothing_is_kept() {
    var till = with(enrolled("R1"), 2);
    var first = till.journal.getFirst();
    var bad = new Entry(2, "x", first.at(), "NOTE", "Cora", "{}", first.signature());
    assertThatThrownBy(() -> hear(till, List.of(first, bad)))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("entries[1].previous");
    var late = new Entry(1, first.previous(), "yesterday", "NOTE", "Cora", "{}", first.signature());
    assertThatThrownBy(() -> hear(till, List.of(late))).hasMessageContaining("entries[0].at");
    assertThat(devices.get(till.id).head()).isZero();
    assertThatThrownBy(() -> journals.hear(UUID.randomUUID(), NOW, 0, List.of()))
        .isInstanceOf(NotFound.class);
  }

  @Test
  void an_entry_of_an_unknown_kind_is_kept_and_set_aside() {
    var till = enrolled("R1");
    var other = new Journals(db.jdbc(), db.tx(), clock, cases, Map.of());
    till.writes("{}");
    var answer = other.hear(till.id, NOW, 1, till.journal);
    assertThat(answer.entries().getFirst().state()).isEqualTo(State.ASIDE);
    assertThat(journals.retry(till.id, 1, null).state()).isEqualTo(State.DONE);
  }

  private Refusals refusals() {
    return new Refusals(db.jdbc(), clock, cases, devices, Map.of("NOTE", this::take));
  }

  @Test
  void what_a_copy_has_sold_can_be_taken_in_after_all_once() {
    var till = with(enrolled("R1"), 2);
    hear(till, till.journal);
    var copy = till.copied();
    hear(with(till, 1), till.journal);
    copy.writes("{\"there\": 3}");
    copy.writes("no");
    no = "no";
    hear(copy, copy.journal);
    hear(copy, copy.journal);
    var refusals = refusals();
    assertThat(refusals.open()).extracting(Refusals.Refused::seq).containsExactly(3L, 4L);
    assertThat(refusals.takeIn(till.id, "Olivia")).isEqualTo(new Refusals.Taken(1, 1));
    assertThat(taken).hasSize(4).contains("{\"there\": 3}");
    assertThat(refusals.open()).singleElement().satisfies(left -> {
      assertThat(left.seq()).isEqualTo(4);
      assertThat(left.note()).isEqualTo("the address is not one");
    });
    assertThat(kinds()).contains(Journals.KIND);
    no = "";
    assertThat(refusals.takeIn(till.id, "Olivia")).isEqualTo(new Refusals.Taken(1, 0));
    assertThat(refusals.takeIn(till.id, "Olivia")).isEqualTo(new Refusals.Taken(0, 0));
    assertThat(taken).hasSize(5);
    assertThat(kinds()).doesNotContain(Journals.KIND);
  }

  @Test
  void what_the_till_has_not_signed_cannot_be_taken_in() {
    var till = with(enrolled("R1"), 2);
    var stranger = new DeviceKey(till.id, "secp256r1");
    var forged = stranger.signed(1, till.journal.getFirst().previous(), "{\"n\": 9}");
    assertThat(hear(till, List.of(forged)).refusal()).isNotNull();
    assertThat(refusals().open()).isEmpty();
  }

  @Test
  void a_register_is_added_once_and_its_last_receipt_is_known() {
    devices.addRegister("R7", new LocationId("main"), "Olivia");
    devices.addRegister("R7", new LocationId("main"), "Olivia");
    assertThat(devices.registers())
        .extracting(Devices.Register::id)
        .containsExactly("R1", "R2", "R7");
    assertThat(devices.lastReceipt("R7")).isZero();
    assertThatThrownBy(() -> devices.addRegister("R 7", new LocationId("main"), "Olivia"))
        .isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> devices.addRegister("R8", new LocationId("moon"), "Olivia"))
        .isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> devices.code("R7", "Olivia", Duration.ofDays(2)))
        .isInstanceOf(BadInput.class);
  }
}
