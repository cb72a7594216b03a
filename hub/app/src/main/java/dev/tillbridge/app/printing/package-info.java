/** Receipt printers in the shop's network. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.app.printing;
