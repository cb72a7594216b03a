/** Tests of orders that leave from here. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.hub.fulfilment;
