/** One search over everything that has an amount or a number in the books. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.hub.finding;
