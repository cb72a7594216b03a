package dev.tillbridge.app.api;

import dev.tillbridge.app.web.Problem;
import dev.tillbridge.model.stock.Shortage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was missing. */
record ShortageJson(String sku, int wanted, int available) {

  static List<ShortageJson> of(List<Shortage> shortages) {
    return shortages.stream()
        .map(s -> new ShortageJson(s.sku().code(), s.wanted(), s.available()))
        .toList();
  }

  static List<Problem.Missing> problems(List<Shortage> shortages) {
    return shortages.stream().map(shortage -> problem(shortage, null)).toList();
  }

  static Problem.Missing problem(
      Shortage shortage, @Nullable List<Problem.ReservedFor> reservedFor) {
    var location = shortage.location();
    return new Problem.Missing(
        shortage.sku().code(),
        shortage.wanted(),
        shortage.available(),
        location == null ? null : location.code(),
        shortage.parts().isEmpty() ? null : problems(shortage.parts()),
        reservedFor);
  }
}
