/** Xero: one organisation, with its own double entry, and the token service in front of it. */
@NullMarked
package dev.tillbridge.sandbox.xero;

import org.jspecify.annotations.NullMarked;
