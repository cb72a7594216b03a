package dev.tillbridge.app.api;

import dev.tillbridge.hub.closing.DayClose;
import dev.tillbridge.hub.closing.DayVerdict;
import dev.tillbridge.hub.closing.DayVerdict.Part;
import dev.tillbridge.hub.closing.DayVerdict.Point;
import dev.tillbridge.hub.closing.DayVerdict.State;
import dev.tillbridge.hub.closing.DayVerdict.Sum;
import dev.tillbridge.hub.closing.DayVerdict.Topic;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether a day's books agree with everything they should agree with. */
@RestController
@RequestMapping("/api/v1/books/close")
class CloseApi {

  private final DayClose close;

  CloseApi(DayClose close) {
    this.close = close;
  }

  /** Two amounts that should be equal: what the hub recorded, and what the other side says. */
  record SumJson(String what, MoneyJson here, MoneyJson there, boolean agrees) {
    static SumJson of(Sum sum) {
      return new SumJson(
          sum.what(), MoneyJson.of(sum.here()), MoneyJson.of(sum.there()), sum.agrees());
    }
  }

  /** Something that does not agree; it comes by itself, or somebody must do what next says. */
  record PointJson(
      Topic topic,
      String subject,
      String words,
      @Nullable MoneyJson difference,
      boolean comes,
      String next) {
    static PointJson of(Point point) {
      return new PointJson(
          point.topic(),
          point.subject(),
          point.words(),
          MoneyJson.orNull(point.difference()),
          point.comes(),
          point.next());
    }
  }

  /** One comparison; more says how many points there are beside those told. */
  record PartJson(Topic topic, State state, List<SumJson> sums, List<PointJson> points, int more) {
    static PartJson of(Part part) {
      return new PartJson(
          part.topic(),
          part.state(),
          part.sums().stream().map(SumJson::of).toList(),
          part.points().stream().map(PointJson::of).toList(),
          part.more());
    }
  }

  /** A day; first is what a person must do first, if anything. */
  record DayJson(
      LocalDate day,
      boolean green,
      boolean over,
      boolean locked,
      @Nullable PointJson first,
      List<PartJson> parts) {
    static DayJson of(DayVerdict verdict) {
      return new DayJson(
          verdict.day(),
          verdict.isGreen(),
          verdict.over(),
          verdict.locked(),
          verdict.first().map(PointJson::of).orElse(null),
          verdict.parts().stream().map(PartJson::of).toList());
    }
  }

  /** How the day stands now: green, or what is missing, with the one thing to do about each. */
  @GetMapping("/{day}")
  DayJson day(@PathVariable LocalDate day) {
    return DayJson.of(close.of(Objects.requireNonNull(BookDays.read("day", day))));
  }
}
