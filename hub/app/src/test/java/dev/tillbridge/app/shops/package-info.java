@org.jspecify.annotations.NullMarked
package dev.tillbridge.app.shops;
