package dev.tillbridge.app.api;

import dev.tillbridge.app.web.Problem;
import dev.tillbridge.model.stock.Shortage;
import java.util.List;

/** What was missing. */
record ShortageJson(String sku, int wanted, int available) {

  static List<ShortageJson> of(List<Shortage> shortages) {
    return shortages.stream()
        .map(s -> new ShortageJson(s.sku().code(), s.wanted(), s.available()))
        .toList();
  }

  static List<Problem.Missing> problems(List<Shortage> shortages) {
    return shortages.stream()
        .map(s -> {
          var location = s.location();
          return new Problem.Missing(
              s.sku().code(),
              s.wanted(),
              s.available(),
              location == null ? null : location.code(),
              s.parts().isEmpty() ? null : problems(s.parts()));
        })
        .toList();
  }
}
