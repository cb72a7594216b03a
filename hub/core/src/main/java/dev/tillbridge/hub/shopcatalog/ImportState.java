package dev.tillbridge.hub.shopcatalog;

/** How far an import is. */
public enum ImportState {
  /** The shop is being read; nothing of it has touched the catalogue. */
  READING,
  /** Read and judged; waits for a person to apply it. */
  READY,
  /** Being taken over. */
  APPLYING,
  /** Taken over. */
  DONE,
  /** Given up by a person. What was applied before stays. */
  CANCELLED,
  /** The shop refused, for a reason that does not pass. */
  FAILED
}
