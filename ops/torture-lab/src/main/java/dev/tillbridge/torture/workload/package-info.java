/** Many clients of the hubs. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.torture.workload;
