/** What goods cost: layers of units that came, and what went from them. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.hub.costing;
