package dev.tillbridge.hub.returns;

/** Told of every refund, in its transaction; whoever keeps the books listens. */
@FunctionalInterface
public interface RefundNews {

  /** Money went back; an exchange's sale was recorded before, in the same transaction. */
  void given(RefundView refund);
}
