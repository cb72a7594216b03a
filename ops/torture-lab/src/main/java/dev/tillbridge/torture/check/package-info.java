/** What must be true whatever went wrong. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.torture.check;
