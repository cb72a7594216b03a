package dev.tillbridge.sandbox.shopify;

/** A location where stock lies. */
record Place(long id, String name) {}
