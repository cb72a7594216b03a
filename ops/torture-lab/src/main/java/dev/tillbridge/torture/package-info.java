/** Hurts running hubs on purpose and checks what is left: behind {@code ops/torture}. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.torture;
