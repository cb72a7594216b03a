/** What retailers, bookkeepers and cashiers will check, one class a scenario, by the public API. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.app.scenarios;
