package dev.tillbridge.app.console;

import dev.tillbridge.app.security.Authorities;
import dev.tillbridge.app.security.SessionCookie;
import dev.tillbridge.hub.people.People;
import dev.tillbridge.hub.people.SignIn;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Into the console with name and password, and out again. */
@Hidden
@RestController
@RequestMapping("/console")
class ConsoleSignIn {

  private final People people;
  private final Templates templates;

  ConsoleSignIn(People people, Templates templates) {
    this.people = people;
    this.templates = templates;
  }

  @GetMapping("/sign-in")
  ResponseEntity<String> form() {
    return form(200, "", "");
  }

  @PostMapping("/sign-in")
  ResponseEntity<String> signIn(
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String password,
      HttpServletRequest request) {
    if (name.isBlank() || password.isBlank() || name.length() > 100 || password.length() > 200) {
      return form(422, name.strip(), "Please type your name and your password.");
    }
    return switch (people.signInWithPassword(name.strip(), password, request.getRemoteAddr())) {
      case SignIn.Welcome in
      when !Authorities.mayUseConsole(in.user().role().name()) -> {
        people.signOut(in.sessionToken());
        yield form(
            403,
            "",
            in.user().name()
                + " works at the till and may not see the console. Sign in as somebody else.");
      }
      case SignIn.Welcome in ->
        ResponseEntity.status(303)
            .location(URI.create("/console"))
            .header(
                HttpHeaders.SET_COOKIE,
                SessionCookie.set(request, in.sessionToken(), People.SESSION))
            .build();
      case SignIn.Wrong() -> form(401, name.strip(), "Name or password is wrong.");
      case SignIn.Wait(var atLeast) ->
        form(
            429,
            name.strip(),
            "Too many failures. The next try is possible in " + words(atLeast) + ".");
    };
  }

  @PostMapping("/sign-out")
  ResponseEntity<Void> signOut(HttpServletRequest request) {
    SessionCookie.of(request).ifPresent(people::signOut);
    return ResponseEntity.status(303)
        .location(URI.create("/console/sign-in"))
        .header(HttpHeaders.SET_COOKIE, SessionCookie.clear(request))
        .build();
  }

  private static String words(Duration wait) {
    long seconds = Math.max(1, wait.toSeconds());
    return seconds == 1 ? "a second" : seconds + " seconds";
  }

  private ResponseEntity<String> form(int status, String name, String fault) {
    return templates.page(status, "console/sign-in.jte", Map.of("name", name, "fault", fault));
  }
}
