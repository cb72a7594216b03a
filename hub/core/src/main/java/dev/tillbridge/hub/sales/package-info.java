/** Sales from every door, recorded once. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.hub.sales;
