/** Units on a shelf and promises made about them. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.model.stock;
