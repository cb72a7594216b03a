/** Books documents at Xero. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.connector.xero;
