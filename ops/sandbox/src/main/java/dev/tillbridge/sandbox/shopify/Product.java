package dev.tillbridge.sandbox.shopify;

import java.time.Instant;

/** A product as the shop lists it. */
record Product(long id, String handle, String title, String vendor, Instant createdAt) {}
