@org.jspecify.annotations.NullMarked
package dev.tillbridge.connector.stripe;
