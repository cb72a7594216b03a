package dev.tillbridge.hub.catalog;

/**
 * How a variant is called.
 *
 * @param title as receipts have it, for example "Bracelet - Blue / M"
 * @param type what kind of goods it is, in the merchant's words; may be empty
 */
public record Named(String title, String type) {}
