/** Deliberately wrong; see ArchitectureTest. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.sandbox.culprit;
