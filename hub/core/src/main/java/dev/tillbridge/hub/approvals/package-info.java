/** Who said yes to what at the tills, with a line to the hub and without, and the log of it all. */
@NullMarked
package dev.tillbridge.hub.approvals;

import org.jspecify.annotations.NullMarked;
