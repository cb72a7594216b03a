package dev.tillbridge.model.shop;

/** Units that a shop offers for sale; Shopify lets this fall below zero. */
public record StockNumber(int available) {}
