package dev.tillbridge.e2e;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/** A film for Chromium's fake camera on which a barcode is held still. */
final class FakeCamera {

  private static final int WIDTH = 640;
  private static final int HEIGHT = 480;
  private static final int FRAMES = 60;
  private static final int BAR = 4;
  private static final int TALL = 220;

  /** Of digits with odd parity, left of the middle (ISO/IEC 15420). */
  private static final List<String> ODD = List.of(
      "0001101", "0011001", "0010011", "0111101", "0100011", "0110001", "0101111", "0111011",
      "0110111", "0001011");

  /** Which of the first six digits have even parity: it tells the thirteenth. */
  private static final List<String> PARITIES = List.of(
      "OOOOOO", "OOEOEE", "OOEEOE", "OOEEEO", "OEOOEE", "OEEOOE", "OEEEOO", "OEOEOE", "OEOEEO",
      "OEEOEO");

  private FakeCamera() {}

  /** The switches with which Chromium shows it to whoever asks for a camera. */
  static List<String> showing(String ean) {
    return List.of(
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        "--use-file-for-fake-video-capture=" + film(ean));
  }

  private static Path film(String ean) {
    try {
      var jpeg = new ByteArrayOutputStream();
      ImageIO.write(picture(bars(ean)), "jpeg", jpeg);
      var film = new ByteArrayOutputStream();
      for (int i = 0; i < FRAMES; i++) {
        film.writeBytes(jpeg.toByteArray());
      }
      var file = Files.createTempFile("tillbridge-camera", ".mjpeg");
      file.toFile().deleteOnExit();
      return Files.write(file, film.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String bars(String ean) {
    var bars = new StringBuilder("101");
    var parity = PARITIES.get(ean.charAt(0) - '0');
    for (int i = 1; i <= 12; i++) {
      var odd = ODD.get(ean.charAt(i) - '0');
      if (i == 7) {
        bars.append("01010");
      }
      var right = odd.replace('0', 'x').replace('1', '0').replace('x', '1');
      bars.append(
          i > 6
              ? right
              : parity.charAt(i - 1) == 'O'
                  ? odd
                  : new StringBuilder(right).reverse().toString());
    }
    return bars.append("101").toString();
  }

  private static BufferedImage picture(String bars) {
    var picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    var pen = picture.createGraphics();
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, WIDTH, HEIGHT);
    pen.setColor(Color.BLACK);
    int left = (WIDTH - bars.length() * BAR) / 2;
    for (int i = 0; i < bars.length(); i++) {
      if (bars.charAt(i) == '1') {
        pen.fillRect(left + i * BAR, (HEIGHT - TALL) / 2, BAR, TALL);
      }
    }
    pen.dispose();
    return picture;
  }
}
