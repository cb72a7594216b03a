/** What a simulated system knows, kept in memory and in an append-only file. */
@NullMarked
package dev.tillbridge.sandbox.store;

import org.jspecify.annotations.NullMarked;
