/** Places and states: transfers, purchase orders, returns, damage, counts, reordering, serials. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.hub.inventory;
