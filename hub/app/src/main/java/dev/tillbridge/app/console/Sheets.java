package dev.tillbridge.app.console;

import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.problem.NotPossible;
import dev.tillbridge.hub.problem.WrongState;
import dev.tillbridge.model.place.Location;
import dev.tillbridge.model.place.LocationId;
import java.net.URI;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Makes the pages about goods, and carries their forms out. */
@Component
class Sheets {

  private static final String STOCK = "/console/stock/low";

  private final Templates templates;
  private final Places places;
  private final InstantSource clock;

  Sheets(Templates templates, Places places, InstantSource clock) {
    this.templates = templates;
    this.places = places;
    this.clock = clock;
  }

  /**
   * A page.
   *
   * @param tab the address of the list that it belongs to
   * @param done code of what was just done, or null
   */
  ResponseEntity<String> page(
      int status,
      String template,
      String tab,
      Filled form,
      @Nullable String done,
      Caller caller,
      Map<String, Object> params) {
    var all = new HashMap<>(params);
    all.put(
        "sheet",
        new Sheet(
            Frame.at(STOCK, places.merchant().name(), caller),
            tab,
            places.all(),
            clock.instant(),
            form,
            done,
            caller));
    return templates.page(status, "console/goods/" + template + ".jte", all);
  }

  /**
   * Carries a form out and leads on; or shows it again with what is wrong.
   *
   * @param act answers where to go
   * @param again shows the form with this status
   */
  ResponseEntity<String> attempt(
      Filled form, Supplier<String> act, IntFunction<ResponseEntity<String>> again) {
    try {
      return ResponseEntity.status(303).location(URI.create(act.get())).build();
    } catch (BadInput wrong) {
      form.blame(wrong);
      return again.apply(422);
    } catch (IdReused sent) {
      form.wrong("", "this form was sent before with other content; look, and send it again");
      form.forgetIds();
      return again.apply(409);
    } catch (NotPossible | WrongState late) {
      form.wrong("", String.valueOf(late.getMessage()));
      return again.apply(409);
    }
  }

  /**
   * Carries out a form of a page and leads back to the page, which says what was done.
   *
   * @param address of the page
   * @param done code of what is done then
   */
  ResponseEntity<String> act(
      String address,
      Filled form,
      String done,
      Runnable work,
      IntFunction<ResponseEntity<String>> again) {
    return attempt(
        form,
        () -> {
          work.run();
          return address + "?done=" + done;
        },
        again);
  }

  /** The place that was asked for, or the first. */
  Optional<Location> placeOr(String code) {
    return places.all().stream()
        .filter(p -> code.isEmpty() || p.id().code().equals(code))
        .findFirst();
  }

  /** The place, if there is one. */
  Optional<Location> place(LocationId id) {
    return places.find(id);
  }
}
