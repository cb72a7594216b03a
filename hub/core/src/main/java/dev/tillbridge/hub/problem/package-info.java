/** What is wrong with input from outside, in words for its sender. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.hub.problem;
