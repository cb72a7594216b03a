/** Tests. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.hub.approvals;
