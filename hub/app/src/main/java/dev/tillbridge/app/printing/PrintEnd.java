package dev.tillbridge.app.printing;

/** What became of a piece of print. A printer of this kind never says that the paper came out. */
public sealed interface PrintEnd {

  /** It took all of it. */
  record Printed() implements PrintEnd {}

  /** It certainly got nothing. */
  record NotPrinted(String why) implements PrintEnd {}

  /** It may have got some or all of it. */
  record InDoubt(String why) implements PrintEnd {}
}
