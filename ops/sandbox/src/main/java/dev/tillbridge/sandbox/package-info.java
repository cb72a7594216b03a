/** The outside world, simulated: start it, stop it, configure it. */
@NullMarked
package dev.tillbridge.sandbox;

import org.jspecify.annotations.NullMarked;
