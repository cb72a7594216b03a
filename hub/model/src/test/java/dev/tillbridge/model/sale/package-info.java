/** Tests of what a sale must be. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.model.sale;
