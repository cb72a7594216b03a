package dev.tillbridge.hub.sales;

import dev.tillbridge.model.sale.Sale;
import java.time.LocalDate;

/**
 * A sale as the books need it.
 *
 * @param businessDay the day it belongs to, by the location's time zone when it was recorded
 * @param cancelled it was undone before the goods left
 */
public record SaleForBooks(Sale sale, LocalDate businessDay, boolean cancelled) {}
