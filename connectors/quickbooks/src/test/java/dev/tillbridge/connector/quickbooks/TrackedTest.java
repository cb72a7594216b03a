package dev.tillbridge.connector.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tillbridge.model.books.Document;
import dev.tillbridge.model.books.Posting;
import dev.tillbridge.model.books.Role;
import dev.tillbridge.model.books.Tracking;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.Refused;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Locations and classes of documents, as the simulated company keeps them. */
class TrackedTest {

  private static final Tracking MAIN = new Tracking("Main Street", "Counter");

  private Simulated company = new Simulated();

  @AfterEach
  void stop() {
    company.close();
  }

  private static Posting receipt(Tracking tracking) {
    var id = UUID.randomUUID();
    var posting = Sales.of(id, UUID.randomUUID());
    return new Posting(posting.key(), posting.document(), false, tracking);
  }

  private static Posting journal(Tracking tracking) {
    var head = receipt(tracking).document().head();
    return new Posting(
        UUID.randomUUID(),
        new Document.Journal(
            head,
            List.of(
                new Document.Move(
                    Role.CASH, Sales.account(Role.CASH, ""), "paid", Money.of(500, "USD")),
                new Document.Move(
                    Role.SALES, Sales.account(Role.SALES, ""), "sold", Money.of(-500, "USD")))),
        false,
        tracking);
  }

  private JsonNode booked(Posting posting) {
    assertThat(company.books.book(posting)).isInstanceOf(Delivered.class);
    var id = posting.document().head().id().toString();
    return StreamSupport.stream(company.truth().path("documents").spliterator(), false)
        .filter(document -> document.path("privateNote").asText().contains(id))
        .findFirst()
        .orElseThrow();
  }

  private List<String> names(String list) {
    return StreamSupport.stream(company.truth().path(list).spliterator(), false)
        .map(one -> one.path("name").asText())
        .toList();
  }

  @Test
  void a_receipt_has_its_location_once_and_its_class_on_each_line_and_both_are_made_once() {
    var first = booked(receipt(MAIN));
    var second = booked(receipt(MAIN));
    for (var document : List.of(first, second)) {
      assertThat(document.path("department").asText()).isEqualTo("Main Street");
      assertThat(document.path("lines"))
          .isNotEmpty()
          .allSatisfy(line -> assertThat(line.path("class").asText()).isEqualTo("Counter"));
      assertThat(document.has("class")).isFalse();
    }
    assertThat(names("departments")).containsExactly("Main Street");
    assertThat(names("classes")).containsExactly("Counter");
  }

  @Test
  void each_line_of_a_journal_has_both() {
    var document = booked(journal(MAIN));
    assertThat(document.path("lines")).hasSize(2).allSatisfy(line -> {
      assertThat(line.path("class").asText()).isEqualTo("Counter");
      assertThat(line.path("department").asText()).isEqualTo("Main Street");
    });
  }

  @Test
  void a_class_that_is_there_in_other_letters_is_taken_and_a_lost_answer_makes_no_second() {
    company.control("/sandbox/quickbooks/documents", """
        {"type": "Class", "document": {"Name": "COUNTER"}}""");
    company.lose(1, "/department");
    var posting = receipt(MAIN);
    assertThat(company.books.book(posting)).isNotInstanceOf(Delivered.class);
    assertThat(booked(posting).path("department").asText()).isEqualTo("Main Street");
    assertThat(names("departments")).containsExactly("Main Street");
    assertThat(names("classes")).containsExactly("COUNTER");
  }

  @Test
  void where_the_company_names_classes_once_the_document_does() {
    company.set("{\"trackClasses\": \"DOCUMENT\"}");
    var document = booked(receipt(MAIN));
    assertThat(document.path("class").asText()).isEqualTo("Counter");
    assertThat(document.path("lines")).noneMatch(line -> line.has("class"));
    assertThat(booked(journal(MAIN)).path("lines")).allMatch(line -> line.has("class"));
  }

  @Test
  void what_the_company_does_not_track_is_left_out_and_said_and_nothing_fails() {
    company.set("{\"trackClasses\": \"OFF\", \"trackLocations\": false}");
    assertThat(company.books.tracks()).isEqualTo(new Delivered<>(Tracking.Known.NOTHING));
    var document = booked(receipt(MAIN));
    assertThat(document.has("department")).isFalse();
    assertThat(document.path("lines")).noneMatch(line -> line.has("class"));
    assertThat(names("departments")).isEmpty();
  }

  @Test
  void tracking_that_somebody_switches_off_meanwhile_holds_nothing_up() {
    booked(receipt(MAIN));
    company.set("{\"trackClasses\": \"OFF\"}");
    var document = booked(receipt(MAIN));
    assertThat(document.path("department").asText()).isEqualTo("Main Street");
    assertThat(document.path("lines")).noneMatch(line -> line.has("class"));

    company.set("{\"trackLocations\": false}");
    var posts = new TreeMap<Integer, Posting>();
    for (int place = 1; place <= 3; place++) {
      posts.put(place, receipt(MAIN));
    }
    var ends = company.books.inBulk().orElseThrow().book(UUID.randomUUID(), posts);
    assertThat(ends.values()).hasSize(3).allMatch(Delivered.class::isInstance);
    assertThat(company.truth().path("documents")).hasSize(5);
    assertThat(company.truth().path("effects"))
        .allSatisfy(effect -> assertThat(effect.path("count").asInt()).isEqualTo(1));
  }

  @Test
  void where_nothing_may_be_made_a_missing_location_is_named() {
    company.close();
    company = new Simulated(new Creates(true, false, true));
    assertThat(company.books.book(receipt(MAIN)))
        .isInstanceOfSatisfying(
            Refused.class, no -> assertThat(no.why()).contains("department", "Main Street"));
    assertThat(company.truth().path("documents")).isEmpty();
  }

  @Test
  void only_what_is_told_is_there() {
    assertThat(booked(receipt(new Tracking("Main Street", null))).path("lines"))
        .noneMatch(line -> line.has("class"));
    assertThat(names("classes")).isEmpty();
    assertThat(booked(receipt(Tracking.NONE)).has("department")).isFalse();
    assertThat(company.books.tracks()).isEqualTo(new Delivered<>(new Tracking.Known(true, true)));
  }
}
