package dev.tillbridge.hub.posting;

import dev.tillbridge.model.books.Document;

/**
 * A document of a cause.
 *
 * @param part from one, in the order in which they are made
 */
record Planned(int part, Document document) {}
