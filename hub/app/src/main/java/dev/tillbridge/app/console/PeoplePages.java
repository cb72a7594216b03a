package dev.tillbridge.app.console;

import dev.tillbridge.app.console.DeskView.Choice;
import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.people.Role;
import dev.tillbridge.hub.people.Staff;
import dev.tillbridge.hub.people.User;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.problem.BadInput;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who works here: adding people, their roles and PINs, and switching them off. */
@Hidden
@RestController
@RequestMapping(PeoplePages.ADDRESS)
class PeoplePages {

  static final String ADDRESS = "/console/people";

  private final Staff staff;
  private final Places places;
  private final Sheets sheets;
  private final Templates templates;

  PeoplePages(Staff staff, Places places, Sheets sheets, Templates templates) {
    this.staff = staff;
    this.places = places;
    this.sheets = sheets;
    this.templates = templates;
  }

  @GetMapping
  ResponseEntity<String> list(
      @RequestParam(required = false) @Nullable String done,
      @AuthenticationPrincipal Caller caller) {
    return list(200, Filled.blank(0), done, caller);
  }

  @PostMapping
  ResponseEntity<String> add(
      @RequestParam Map<String, String> values, @AuthenticationPrincipal Caller caller) {
    return act(
        values,
        "added",
        caller,
        form -> staff.add(form.value("name"), role(form), form.value("pin"), me(caller)));
  }

  @PostMapping("/{id}/role")
  ResponseEntity<String> role(
      @PathVariable UUID id,
      @RequestParam Map<String, String> values,
      @AuthenticationPrincipal Caller caller) {
    return act(values, "role", caller, form -> staff.setRole(id, role(form), me(caller)));
  }

  @PostMapping("/{id}/pin")
  ResponseEntity<String> pin(
      @PathVariable UUID id,
      @RequestParam Map<String, String> values,
      @AuthenticationPrincipal Caller caller) {
    return act(values, "pin", caller, form -> staff.setPin(id, form.value("pin"), me(caller)));
  }

  @PostMapping("/{id}/active")
  ResponseEntity<String> active(
      @PathVariable UUID id,
      @RequestParam Map<String, String> values,
      @AuthenticationPrincipal Caller caller) {
    boolean on = "yes".equals(values.get("active"));
    return act(values, on ? "on" : "off", caller, _ -> staff.setActive(id, on, me(caller)));
  }

  private interface Work {
    void on(Filled form);
  }

  private ResponseEntity<String> act(
      Map<String, String> values, String done, Caller caller, Work work) {
    var form = Filled.of(values);
    return sheets.act(
        ADDRESS, form, done, () -> work.on(form), status -> list(status, form, null, caller));
  }

  private ResponseEntity<String> list(
      int status, Filled form, @Nullable String done, Caller caller) {
    var mine = caller.userId();
    boolean owner = "OWNER".equals(caller.role());
    var rows = staff.all().stream()
        .map(each -> new PeopleView.Row(
            each.id().toString(),
            each.name(),
            each.role().name(),
            Words.kind(each.role().name()),
            each.active(),
            each.pin(),
            each.tills() == 0 ? "No till" : each.tills() == 1 ? "1 till" : each.tills() + " tills",
            each.id().equals(mine),
            owner || each.role() != Role.OWNER))
        .toList();
    return templates.page(
        status,
        "console/people.jte",
        Map.of(
            "view",
            new PeopleView(
                Frame.at(ApprovalPages.ADDRESS, places.merchant().name(), caller),
                form,
                form.faults().isEmpty() ? words(done) : null,
                rows,
                roles(owner))));
  }

  private static List<Choice> roles(boolean owner) {
    return Arrays.stream(Role.values())
        .filter(role -> owner || role != Role.OWNER)
        .sorted((a, b) -> Boolean.compare(b == Role.CASHIER, a == Role.CASHIER))
        .map(role -> new Choice(role.name(), Words.kind(role.name())))
        .toList();
  }

  private static @Nullable String words(@Nullable String done) {
    return done == null
        ? null
        : switch (done) {
          case "added" -> "Added. The PIN works at every till from now on.";
          case "role" -> "The role is changed.";
          case "pin" -> "The new PIN holds. Whoever was signed in with the old one is signed out.";
          case "off" ->
            "Switched off and signed out. A till without a line learns of it when it is back.";
          case "on" -> "Switched on again.";
          default -> null;
        };
  }

  private static Role role(Filled form) {
    return Arrays.stream(Role.values())
        .filter(role -> role.name().equals(form.value("role")))
        .findFirst()
        .orElseThrow(() -> BadInput.of("role", "must be chosen"));
  }

  private static User me(Caller caller) {
    var id = caller.userId();
    var role = caller.role();
    if (id == null || role == null) {
      throw new AccessDeniedException("only people change people");
    }
    return new User(id, caller.name(), Role.valueOf(role));
  }
}
