package dev.tillbridge.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Barcodes before the camera of a tablet. */
class CameraScanTest {

  private static final String CODE = "5901234123457";

  static Browsers browsers;

  @BeforeAll
  static void start() {
    browsers = new Browsers(FakeCamera.showing(CODE));
  }

  @AfterAll
  static void stop() {
    browsers.close();
  }

  @Test
  void a_box_held_before_the_camera_is_one_scan_with_and_without_the_hub() {
    var demo = RunningDemo.shared();
    demo.importCatalogue("""
        Handle,Title,Variant SKU,Variant Inventory Qty,Variant Price,Variant Barcode
        lamp-camera,Camera Lamp,LAMP-CAMERA,9,12.00,%s
        """.formatted(CODE));
    var till = Counter.signedIn(browsers, demo, 768, 1024);
    // What reads the pictures comes from the till itself, so it is there when the line is down.
    till.evaluate("() => navigator.serviceWorker.ready.then(() => true)");
    OfflineTill.cut(till);
    till.getByTestId("camera-open").click();
    assertThat(till.getByTestId("camera-last")).containsText(CODE);
    assertThat(till.getByTestId("cart-line-LAMP-CAMERA")).isVisible();
    // It still lies there, for some more looks.
    till.waitForTimeout(1_000);
    till.getByTestId("camera-done").click();
    assertThat(till.getByTestId("qty-LAMP-CAMERA")).hasValue("1");
    assertThat(browsers.faults()).isEmpty();
  }
}
