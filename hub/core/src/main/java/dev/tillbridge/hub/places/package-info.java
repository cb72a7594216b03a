/** The merchant, his locations with their taxes, and their registers. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.hub.places;
