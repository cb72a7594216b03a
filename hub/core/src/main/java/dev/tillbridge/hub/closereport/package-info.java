/**
 * The report of a close as files that can be held against what was made: PDF and CSV of one snapshot, and a
 * manifest that is signed. Receipts for other books are set on the same paper.
 */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.hub.closereport;
