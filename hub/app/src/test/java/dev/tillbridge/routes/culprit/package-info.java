/** Deliberately wrong; see ArchitectureTest. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.routes.culprit;
