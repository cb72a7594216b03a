/** The online shop, as the hub needs it. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.model.shop;
