/** What a test or a demo may do to the outside world: seed it, break it, look at its truth. */
@NullMarked
package dev.tillbridge.sandbox.control;

import org.jspecify.annotations.NullMarked;
