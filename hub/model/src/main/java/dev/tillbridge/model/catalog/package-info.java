/** What is sold: products, variants, SKUs. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.model.catalog;
