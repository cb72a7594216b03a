/** The checker sees what it must see. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.torture.check;
