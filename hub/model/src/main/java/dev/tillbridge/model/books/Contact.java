package dev.tillbridge.model.books;

/** Whether the books can be reached and let us in. */
public sealed interface Contact {

  /** They answered, and know us. */
  record Open() implements Contact {}

  /** Nothing is known: it is not our turn to ask. */
  record Busy(String why) implements Contact {}

  /** They cannot be reached, or cannot answer. That ends by itself. */
  record Away(String why) implements Contact {}

  /** They do not let us in any more. Only a person can end that. */
  record Revoked(String why) implements Contact {}
}
