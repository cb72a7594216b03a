/** Measures what the hub reaches, beside the floors of the same machine. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.bench;
