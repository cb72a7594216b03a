/** Pages as PDF, for whoever reads them with eyes or ears: the report of a close, a customer's receipt. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.hub.paper;
