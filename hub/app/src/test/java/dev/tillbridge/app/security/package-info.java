/** Who may what, tried out. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.app.security;
