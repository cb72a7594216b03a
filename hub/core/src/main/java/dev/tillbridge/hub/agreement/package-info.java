/**
 * Whether other books still have what they were told. What others change there is noticed, told and, by
 * a person, put right; nothing is ever overwritten there.
 */
@NullMarked
package dev.tillbridge.hub.agreement;

import org.jspecify.annotations.NullMarked;
