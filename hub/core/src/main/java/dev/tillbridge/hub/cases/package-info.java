/** What a person must decide. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.hub.cases;
