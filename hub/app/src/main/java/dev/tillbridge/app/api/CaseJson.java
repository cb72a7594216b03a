package dev.tillbridge.app.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tillbridge.hub.cases.OpenCase;
import dev.tillbridge.hub.desk.CaseView;
import dev.tillbridge.hub.desk.Claimant;
import dev.tillbridge.hub.desk.RemedyDone;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A case in a list.
 *
 * @param sleepsUntil nobody need look before; absent when it is awake
 * @param waitsFor what is or was expected; absent when nothing is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CaseJson(
    UUID id,
    String kind,
    String subject,
    String title,
    String detail,
    Instant openedAt,
    @Nullable Instant sleepsUntil,
    @Nullable String waitsFor,
    @Nullable Instant closedAt,
    @Nullable String closedBy) {

  static CaseJson of(OpenCase of) {
    return new CaseJson(
        of.id(),
        of.kind(),
        of.subject(),
        of.title(),
        of.detail(),
        of.openedAt(),
        of.sleepsUntil(),
        of.waitsFor(),
        of.closedAt(),
        of.closedBy());
  }

  /** A case with what is missing, who is affected, and what can be or was done. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Full(
      @com.fasterxml.jackson.annotation.JsonUnwrapped CaseJson of,
      @Nullable Oversold oversold,
      List<Done> remedies) {

    static Full of(CaseView view) {
      var oversold = view.oversold();
      return new Full(
          CaseJson.of(view.of()),
          oversold == null ? null : Oversold.of(oversold),
          view.done().stream().map(Done::of).toList());
    }
  }

  /**
   * What is missing on a shelf.
   *
   * @param available what may be promised now: nothing
   * @param missing units promised or sold beyond what is there
   * @param onShow units that shops still show
   */
  record Oversold(
      String location,
      String place,
      String sku,
      String title,
      int available,
      @JsonProperty("short") int missing,
      int onShow,
      List<String> causes,
      List<Affected> victims,
      List<Who> others,
      List<Elsewhere> locations,
      List<Substitute> substitutes) {

    static Oversold of(CaseView.Oversold o) {
      return new Oversold(
          o.shelf().location().code(),
          o.place(),
          o.shelf().sku().code(),
          o.title(),
          0,
          o.missing(),
          o.onShow(),
          o.causes(),
          o.victims().stream().map(Affected::of).toList(),
          o.others().stream().map(Who::of).toList(),
          o.places().stream()
              .map(p -> new Elsewhere(p.location().code(), p.name(), p.free()))
              .toList(),
          o.substitutes().stream()
              .map(s -> new Substitute(s.sku().code(), s.title(), s.free()))
              .toList());
    }
  }

  /** Somebody who counts on units of the shelf. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Who(
      UUID holdId,
      String kind,
      String name,
      int units,
      boolean paid,
      @Nullable UUID pickup,
      Instant since) {
    static Who of(Claimant c) {
      var promise = c.promise();
      return new Who(
          promise.holdId(),
          c.kind().name(),
          c.name(),
          promise.units(),
          c.paid(),
          c.pickupId(),
          promise.since());
    }
  }

  /**
   * Somebody who will not get his units.
   *
   * @param units how many of them
   * @param chosenBy who decided so; absent when the rule did
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Affected(Who who, int units, @Nullable String chosenBy, List<Option> remedies) {
    static Affected of(CaseView.Options o) {
      return new Affected(
          Who.of(o.victim().claimant()),
          o.victim().units(),
          o.victim().chosenBy(),
          o.options().stream()
              .map(option ->
                  new Option(option.remedy().name(), option.whyNot() == null, option.whyNot()))
              .toList());
    }
  }

  /** What can be done for him, or why it cannot. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Option(String remedy, boolean possible, @Nullable String whyNot) {}

  record Elsewhere(String id, String name, int available) {}

  record Substitute(String sku, String title, int available) {}

  /** A remedy that was carried out. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Done(
      UUID id,
      UUID caseId,
      String remedy,
      @Nullable UUID holdId,
      @Nullable Integer units,
      String words,
      @Nullable MoneyJson amount,
      String by,
      Instant at) {
    static Done of(RemedyDone done) {
      return new Done(
          done.id(),
          done.caseId(),
          done.remedy().name(),
          done.holdId(),
          done.units(),
          done.words(),
          MoneyJson.orNull(done.amount()),
          done.by(),
          done.at());
    }
  }
}
