/** Each flow alone, with fakes for what it is given. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.routes;
