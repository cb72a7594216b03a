/** The shops we are connected to: whether they let us in, tell us things, and what they ask of us. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.hub.shops;
