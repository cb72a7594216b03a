/** What was sold, for how much, and how it was paid. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.model.sale;
