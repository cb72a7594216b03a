@org.jspecify.annotations.NullMarked
package dev.tillbridge.sandbox.woocommerce;
