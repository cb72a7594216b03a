/** Orders of outside shops that leave from our shelves, and what their shops are told of it. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.hub.fulfilment;
