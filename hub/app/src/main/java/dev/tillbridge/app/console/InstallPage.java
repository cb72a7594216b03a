package dev.tillbridge.app.console;

import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * What an owner sees when he comes back from his shop. It only links to the console: the cookie that
 * keeps him signed in is not sent along when another site leads him here.
 */
@Component
class InstallPage {

  private final Templates templates;

  InstallPage(Templates templates) {
    this.templates = templates;
  }

  /** He let the app in. */
  ResponseEntity<String> done(String shop) {
    return page(200, "The app is installed", shop + " is connected. What it sells comes in now.");
  }

  /** Something was not right; nothing was changed. */
  ResponseEntity<String> refused(int status, String why) {
    return page(status, "The app was not installed", why + " Set out again from the page Shops.");
  }

  private ResponseEntity<String> page(int status, String title, String words) {
    return templates.page(
        status, "console/shop-installed.jte", Map.of("title", title, "words", words));
  }
}
