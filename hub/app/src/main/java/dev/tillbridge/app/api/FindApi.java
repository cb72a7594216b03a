package dev.tillbridge.app.api;

import dev.tillbridge.hub.finding.Finder;
import dev.tillbridge.hub.finding.Hit;
import java.time.LocalDate;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** One search over everything in the books that has an amount or a number. */
@RestController
@RequestMapping("/api/v1/books/find")
class FindApi {

  private final Finder finder;

  FindApi(Finder finder) {
    this.finder = finder;
  }

  /** A hit; what its id is of depends on its kind, and it may be empty. */
  record HitJson(
      Hit.Kind kind, String id, LocalDate day, String title, String words, MoneyJson amount) {
    static HitJson of(Hit hit) {
      return new HitJson(
          hit.kind(), hit.id(), hit.day(), hit.title(), hit.words(), MoneyJson.of(hit.amount()));
    }
  }

  record HitsJson(List<HitJson> hits) {}

  /** An amount like 12.50 or EUR 1.234,50, a number, or words of the bank; 20 of a kind at most. */
  @GetMapping
  HitsJson find(@RequestParam String q) {
    return new HitsJson(finder.find(q).stream().map(HitJson::of).toList());
  }
}
