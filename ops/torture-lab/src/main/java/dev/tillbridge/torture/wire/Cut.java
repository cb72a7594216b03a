package dev.tillbridge.torture.wire;

/** Where a line to PostgreSQL breaks. */
public enum Cut {
  /** The COMMIT never arrives: nothing has happened. */
  BEFORE_COMMIT,
  /** The COMMIT is on its way when the line breaks: nobody knows. */
  AT_COMMIT,
  /** The COMMIT has taken effect, and its answer is lost. */
  AFTER_COMMIT
}
