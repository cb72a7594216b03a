/** What we know after talking to another company's system. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.model.outcome;
