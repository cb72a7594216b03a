/** Shifts at the till: floats, pay-ins and pay-outs, drops, counts, X and Z reports, by what the devices say. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.hub.shift;
