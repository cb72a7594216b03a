/** Tests of money. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.model.money;
