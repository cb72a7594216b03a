/** What a retailer will check, by its number, through the public API. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.app.scenario;
