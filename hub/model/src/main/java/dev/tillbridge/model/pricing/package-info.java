/** What a cart costs: the rule that the till and the hub share. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.model.pricing;
