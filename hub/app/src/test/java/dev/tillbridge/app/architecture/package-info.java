/** The arrows between the modules, each guarded by a rule that has been seen to fail. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.app.architecture;
