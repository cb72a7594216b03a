package dev.tillbridge.hub.inventory;

/** The life of a transfer. */
public enum TransferState {
  /** Planned; nothing has moved. */
  DRAFT,
  /** Under way, at least a part of it. */
  SHIPPED,
  /** Everything that was shipped is accounted for. */
  RECEIVED,
  /** Given up before anything moved. */
  CANCELLED
}
