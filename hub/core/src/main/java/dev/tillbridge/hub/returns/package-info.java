/** Money that goes back to customers at the counter, and what they take in exchange. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.hub.returns;
