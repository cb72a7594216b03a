/** QuickBooks Online as the books, by the entities of Intuit's SDK. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.connector.quickbooks;
