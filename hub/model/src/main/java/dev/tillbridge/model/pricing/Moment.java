package dev.tillbridge.model.pricing;

import java.time.LocalDate;

/**
 * When and where a cart is priced, by the clock on the wall there.
 *
 * @param minute of the day, from 0 to 1439
 * @param location whose id price lists and promotions name
 */
public record Moment(LocalDate date, int minute, String location) {

  /** Minutes of a day. */
  public static final int DAY = 1_440;

  public Moment {
    if (minute < 0 || minute >= DAY) {
      throw new IllegalArgumentException("minute must be between 0 and 1439, was " + minute);
    }
  }
}
