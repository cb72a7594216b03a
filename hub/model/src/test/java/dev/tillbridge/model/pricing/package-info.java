/** Tests of prices, and the vectors that hold Java and TypeScript together. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.model.pricing;
