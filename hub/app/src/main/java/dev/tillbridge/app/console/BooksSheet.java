package dev.tillbridge.app.console;

import dev.tillbridge.app.security.Authorities;
import dev.tillbridge.app.security.Caller;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the pages about books that have forms share: where one is, the form, and what was just done. */
public final class BooksSheet {

  private final Frame frame;
  private final String address;
  private final Filled form;
  private final @Nullable String done;
  private final Caller caller;

  BooksSheet(Frame frame, String address, Filled form, @Nullable String done, Caller caller) {
    this.frame = frame;
    this.address = address;
    this.form = form;
    this.done = done;
    this.caller = caller;
  }

  /** What stands around it. */
  public Frame frame() {
    return frame;
  }

  /** The pages about books. */
  public List<Frame.Place> tabs() {
    return tabs(address);
  }

  /** The pages about books, seen from one of them. */
  public static List<Frame.Place> tabs(String here) {
    return List.of(
        tab("Daily close", "/console/books/close", here),
        tab("Shifts", ShiftPages.ADDRESS, here),
        tab("Accounts", "/console/books", here),
        tab("Mapping", "/console/books/mapping", here),
        tab("Documents", "/console/books/documents", here),
        tab("Payouts", "/console/books/payouts", here),
        tab("Changed there", ChangedPages.ADDRESS, here),
        tab("Find", "/console/books/find", here),
        tab("Stock value", "/console/books/stock", here),
        tab("Closed periods", "/console/books/locks", here));
  }

  private static Frame.Place tab(String name, String at, String here) {
    return new Frame.Place(name, at, at.equals(here));
  }

  /** The form. */
  public Filled form() {
    return form;
  }

  /** Whether whoever looks sees the forms. */
  public boolean mayWrite() {
    return caller.may(Authorities.BOOKS_WRITE);
  }

  /** What was just done, or null. */
  public @Nullable String done() {
    return done == null || !form.faults().isEmpty()
        ? null
        : switch (done) {
          case "rule" -> "The rule holds for what is entered from now on.";
          case "withdrawn" -> "The rule is withdrawn. What was entered by it stays.";
          case "batch" -> "It is entered anew. What could not be is told below.";
          case "begun" -> "It is under way, and goes on by itself. See below how far it is.";
          case "undone" -> "It is put back. What could not be is told below.";
          case "account" -> "The account is written down.";
          case "reported" -> "The report is made and kept. Its files are below.";
          case "counting" -> "Drawers are counted that way from now on.";
          case "locked" -> "These days are closed.";
          case "taken" -> "The file is taken.";
          case "known" -> "This file had been taken before. Nothing was done again.";
          case "dropped" -> "The file is forgotten. Nothing was taken of it.";
          case "matched" -> "They are matched.";
          case "parted" -> "They are parted, and will not be matched again by themselves.";
          case "looked" -> "It was looked for again. What is still open is told below.";
          case "lost" -> "The dispute is lost, and its money is entered as a loss.";
          case "dealt" -> "It is dealt with.";
          case "over" -> "It is taken over: both sides have the same now.";
          case "resent" -> "It is sent again, under a number of its own.";
          case "telling" -> "It is chosen. Until that day nothing changes.";
          case "chosen" -> "It is chosen, for whatever is sent from now on.";
          case "named" -> "It has that name there. What waited for it is tried again.";
          case "again" -> "It is tried again now.";
          case "late" -> "There was nothing left to try again.";
          case "method" -> "From that day on the cost of goods is entered.";
          default -> null;
        };
  }
}
