package dev.tillbridge.torture.workload;

import dev.tillbridge.torture.history.Ids;
import dev.tillbridge.torture.history.Line;
import dev.tillbridge.torture.history.Reply;
import dev.tillbridge.torture.history.Request;
import dev.tillbridge.torture.lab.Lab;
import dev.tillbridge.torture.lab.LabTrouble;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** What is sold: one article that everybody wants, and many others. */
public final class Shelf {

  /** What everybody wants. */
  public static final String HOT = "HOT";

  private static final int OTHERS = 40;
  private static final int OF_HOT = 60;
  private static final int OF_OTHERS = 12;

  private Shelf() {}

  /** All SKUs; the hot one comes first. */
  public static List<String> skus() {
    var skus = new ArrayList<String>();
    skus.add(HOT);
    for (int i = 1; i <= OTHERS; i++) {
      skus.add("SKU-%02d".formatted(i));
    }
    return skus;
  }

  /** Brings the catalogue into the hub and the first goods onto the shelves of every location. */
  public static void fill(Lab lab, HubClient client, Random random) {
    importCatalogue(lab);
    for (var location : Lab.LOCATIONS) {
      var lines = skus().stream()
          .map(sku -> Line.of(location, sku, sku.equals(HOT) ? OF_HOT : OF_OTHERS))
          .toList();
      receive(client, new Request.Receipt(Ids.next(random), location, lines));
    }
  }

  /** Books goods in and insists. */
  public static void receive(HubClient client, Request.Receipt receipt) {
    var reply = client.ask(receipt, 0);
    if (!(reply instanceof Reply.Recorded)) {
      throw new LabTrouble("the shelves cannot be filled: " + reply);
    }
  }

  private static void importCatalogue(Lab lab) {
    var csv =
        new StringBuilder("Handle,Title,Vendor,Variant SKU,Variant Price,Variant Inventory Qty\n");
    for (var sku : skus()) {
      csv.append("%s,%s,Torture,%s,10.00,0\n".formatted(sku.toLowerCase(Locale.ROOT), sku, sku));
    }
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
            + lab.station(0).hub().port()
            + "/api/v1/catalog/imports?location="
            + Lab.MAIN))
        .timeout(Duration.ofSeconds(60))
        .header("Authorization", "Bearer " + Lab.TOKEN)
        .header("Content-Type", "text/csv")
        .POST(BodyPublishers.ofString(csv.toString()))
        .build();
    try {
      var answer = lab.http().send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new LabTrouble("the catalogue cannot be imported: " + answer.body());
      }
    } catch (IOException e) {
      throw new LabTrouble("the catalogue cannot be imported: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabTrouble("interrupted");
    }
  }
}
