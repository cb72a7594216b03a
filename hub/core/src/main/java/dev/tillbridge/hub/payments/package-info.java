/** Taking money through gateways, so that it is taken once and never lost from sight. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.hub.payments;
