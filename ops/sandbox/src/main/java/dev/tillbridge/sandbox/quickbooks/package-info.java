/** QuickBooks Online's REST API and the company behind it. */
@NullMarked
package dev.tillbridge.sandbox.quickbooks;

import org.jspecify.annotations.NullMarked;
