package dev.tillbridge.model.stock;

import dev.tillbridge.model.catalog.Sku;

/** What was missing: so many units were wanted, only so many (never below zero) were there. */
public record Shortage(Sku sku, int wanted, int available) {}
