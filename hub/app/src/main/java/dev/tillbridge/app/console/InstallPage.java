package dev.tillbridge.app.console;

import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * What an owner sees when he comes back from his shop or his books. It only links to the console: the cookie that
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

  /** He let us into the books. */
  ResponseEntity<String> booksOpen(String company) {
    return books(
        200, "The books are connected", company + " is connected. What waits is booked now.");
  }

  /** Something was not right; nothing was changed. */
  ResponseEntity<String> booksShut(int status, String why) {
    return books(status, "The books were not connected", why + " Set out again from the console.");
  }

  private ResponseEntity<String> books(int status, String title, String words) {
    return page(status, title, words, "/console", "Go to the console");
  }

  private ResponseEntity<String> page(int status, String title, String words) {
    return page(status, title, words, "/console/shops", "Go to the page Shops");
  }

  private ResponseEntity<String> page(
      int status, String title, String words, String href, String label) {
    return templates.page(
        status,
        "console/shop-installed.jte",
        Map.of("title", title, "words", words, "href", href, "label", label));
  }
}
