/**
 * A small world in which time, threads and a database obey a seed: what the simulator of the stock
 * protocol stands on. It knows nothing of stock.
 */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.hub.stock.sim;
