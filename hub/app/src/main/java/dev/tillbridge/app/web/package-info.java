/** What every request and answer has in common: problems, limits, JSON. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.app.web;
