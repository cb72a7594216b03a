package dev.tillbridge.model.books;

import dev.tillbridge.model.sale.Sale;
import java.time.LocalDate;
import java.util.UUID;

/**
 * A sale on its way into the books.
 *
 * @param key made before the first attempt and kept through every retry
 * @param businessDay the day it belongs to, by the location's time zone
 */
public record Posting(UUID key, Sale sale, LocalDate businessDay) {}
