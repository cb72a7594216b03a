/** The processes under torture. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.torture.lab;
