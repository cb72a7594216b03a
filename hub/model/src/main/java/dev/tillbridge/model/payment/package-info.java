/** Payment gateways, as the hub needs them. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.model.payment;
