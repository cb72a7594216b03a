/** Units on the shelf and promises about them. PostgreSQL decides; see STOCK.md. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.hub.stock;
