/** Reads the settings and puts the parts together; the only place that knows them all. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.app.config;
