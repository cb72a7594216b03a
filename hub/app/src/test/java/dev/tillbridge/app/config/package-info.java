/** Settings, good and bad. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.app.config;
