package dev.tillbridge.hub.sales;

/**
 * The answer to a till that reports a sale.
 *
 * @param known the same sale had been reported before; nothing was changed now
 */
public record Recorded(SaleView view, boolean known) {}
