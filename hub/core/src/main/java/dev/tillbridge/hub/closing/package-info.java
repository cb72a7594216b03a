/**
 * What gateways and the bank say of the merchant's money, beside what the ledger says, and whether a day
 * is closed: every difference with its cause.
 */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.hub.closing;
