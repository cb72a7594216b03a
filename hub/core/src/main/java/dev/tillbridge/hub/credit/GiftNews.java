package dev.tillbridge.hub.credit;

/** Told of every card that was given away, in its transaction; whoever keeps the books listens. */
@FunctionalInterface
public interface GiftNews {

  void given(GiftView gift);
}
