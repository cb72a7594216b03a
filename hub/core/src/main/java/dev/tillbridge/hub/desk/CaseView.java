package dev.tillbridge.hub.desk;

import dev.tillbridge.hub.cases.OpenCase;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A case and what helps to decide it.
 *
 * @param oversold what is missing; null for other kinds and when nothing is missing any more
 * @param done what was done about it, oldest first
 */
public record CaseView(OpenCase of, @Nullable Oversold oversold, List<RemedyDone> done) {

  public CaseView {
    done = List.copyOf(done);
  }

  /**
   * What is missing on a shelf.
   *
   * @param place the location's name
   * @param title of the product
   * @param missing units promised or sold beyond what is there
   * @param onShow units that shops still show
   * @param causes what drove it below zero, in words, oldest first
   * @param victims who will not get his units as things stand
   * @param others who else counts on units of the shelf, newest first
   * @param places other locations with units that are free, most first
   * @param substitutes what else of the same product is free there, most first
   */
  public record Oversold(
      Shelf shelf,
      String place,
      String title,
      int missing,
      int onShow,
      List<String> causes,
      List<Options> victims,
      List<Claimant> others,
      List<Elsewhere> places,
      List<Substitute> substitutes) {

    public Oversold {
      causes = List.copyOf(causes);
      victims = List.copyOf(victims);
      others = List.copyOf(others);
      places = List.copyOf(places);
      substitutes = List.copyOf(substitutes);
    }
  }

  /** Another location with units of the SKU. */
  public record Elsewhere(LocationId location, String name, int free) {}

  /** Something that could be delivered instead. */
  public record Substitute(Sku sku, String title, int free) {}

  /** A victim, and what can be done for him now. */
  public record Options(Victim victim, List<Option> options) {
    public Options {
      options = List.copyOf(options);
    }

    /** True when this can be done now, as far as one can see without trying. */
    public boolean may(Remedy remedy) {
      return options.stream().anyMatch(o -> o.remedy() == remedy && o.whyNot() == null);
    }
  }

  /**
   * A remedy.
   *
   * @param whyNot what is in the way; null when nothing is
   */
  public record Option(Remedy remedy, @Nullable String whyNot) {}
}
