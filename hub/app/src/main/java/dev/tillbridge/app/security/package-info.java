/** Who calls, and what he may. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.app.security;
