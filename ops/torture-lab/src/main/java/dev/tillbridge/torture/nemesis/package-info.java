/** What goes wrong, and when. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.torture.nemesis;
