/** Price lists, promotions and discounts: what holds, who may give how much, and what was given. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.hub.pricing;
