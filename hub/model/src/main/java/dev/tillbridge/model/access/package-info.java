/** What outside systems hand us so that we may go on calling them. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.model.access;
