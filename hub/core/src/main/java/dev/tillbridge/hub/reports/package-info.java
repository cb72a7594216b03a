/** Read-only views for the console. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.hub.reports;
