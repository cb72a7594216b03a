/** What is sold: products and variants, their import, their search, and where shops list them. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.hub.catalog;
