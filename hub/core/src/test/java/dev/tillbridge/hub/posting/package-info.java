/** Tests of sales on their way into the books. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.hub.posting;
