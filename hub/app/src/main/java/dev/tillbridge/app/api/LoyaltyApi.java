package dev.tillbridge.app.api;

import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.loyalty.Points;
import dev.tillbridge.hub.problem.NotFound;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Loyalty points. Sales earn them, refunds take them back. */
@RestController
@RequestMapping("/api/v1/loyalty")
class LoyaltyApi {

  private final Points points;

  LoyaltyApi(Points points) {
    this.points = points;
  }

  /** What must be spent for one point, by currency; zero when setting means none any more. */
  record PointRulesJson(List<MoneyJson> spend) {}

  record PointRuleBody(@Nullable MoneyJson spend) {}

  record PointCardJson(String number, long points) {}

  @GetMapping
  PointRulesJson rules() {
    return new PointRulesJson(points.rules().stream().map(MoneyJson::of).toList());
  }

  @PutMapping
  PointRulesJson set(@RequestBody PointRuleBody body, @AuthenticationPrincipal Caller caller) {
    points.setRule(MoneyJson.read("spend", body.spend()), caller.name());
    return rules();
  }

  @GetMapping("/cards/{number}")
  PointCardJson card(@PathVariable String number) {
    return points
        .find(number)
        .map(card -> new PointCardJson(card.number(), card.points()))
        .orElseThrow(() -> new NotFound("card " + number));
  }
}
