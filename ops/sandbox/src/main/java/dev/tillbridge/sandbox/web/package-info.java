/** The pages people look at: the index and the small web shop. */
@NullMarked
package dev.tillbridge.sandbox.web;

import org.jspecify.annotations.NullMarked;
