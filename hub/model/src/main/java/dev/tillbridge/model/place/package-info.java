/** Where it is sold: locations and their rules. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.model.place;
