@org.jspecify.annotations.NullMarked
package dev.tillbridge.connector.woocommerce;
