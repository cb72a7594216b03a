/** What every simulated system speaks: a call comes in, an answer goes out, WireMock carries both. */
@NullMarked
package dev.tillbridge.sandbox.wire;

import org.jspecify.annotations.NullMarked;
