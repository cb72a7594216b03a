@org.jspecify.annotations.NullMarked
package dev.tillbridge.launcher;
