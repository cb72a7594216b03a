package dev.tillbridge.app.console;

import dev.tillbridge.app.console.DeskView.Choice;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What stands on the page about payouts, ready to be shown: words, not codes.
 *
 * @param from first day that is shown, as the browser writes it
 * @param accounts where money is known to be, to be offered when a file is uploaded
 */
public record PayoutsView(
    BooksSheet sheet,
    String from,
    String through,
    List<Row> payouts,
    List<Report> reports,
    List<Dispute> disputes,
    List<Open> open,
    List<Aside> aside,
    List<File> files,
    List<Choice> kinds,
    List<String> accounts,
    List<Choice> currencies) {

  public PayoutsView {
    payouts = List.copyOf(payouts);
    reports = List.copyOf(reports);
    disputes = List.copyOf(disputes);
    open = List.copyOf(open);
    aside = List.copyOf(aside);
    files = List.copyOf(files);
    kinds = List.copyOf(kinds);
    accounts = List.copyOf(accounts);
    currencies = List.copyOf(currencies);
  }

  /**
   * A payout.
   *
   * @param state in one or two words, tone its colour
   * @param bank what the bank's line says, or why there is none
   */
  public record Row(
      UUID id,
      String name,
      String gateway,
      String day,
      String amount,
      String parts,
      String state,
      String tone,
      String bank) {}

  /** A gateway that is asked by itself, and how far its report is read. */
  public record Report(String name, String state, String tone, String words) {}

  /** Money that is held back; the fields name it to the button. */
  public record Dispute(
      String gateway,
      String account,
      String about,
      String title,
      String words,
      String held,
      String since) {}

  /** A movement that is not done with, and why. */
  public record Open(
      String gateway,
      String account,
      String id,
      String title,
      String words,
      String amount,
      String day,
      String why) {}

  /**
   * What could not be read of a file or of a report.
   *
   * @param address of its button
   */
  public record Aside(
      String address, String gateway, String account, String title, List<Complaint> complaints) {
    public Aside {
      complaints = List.copyOf(complaints);
    }
  }

  /** Where in the file, in which field, and what is wrong. */
  public record Complaint(String place, String field, String why) {}

  /** A file that was taken. */
  public record File(UUID id, String name, String when, String by, int lines, int fresh) {}

  /**
   * One payout, to be matched by hand.
   *
   * @param row as in the list
   * @param words what its movements come to, when that is another amount
   * @param why it is not matched, or empty
   * @param candidates what it could be
   * @param others lines of the bank that nothing else is
   * @param differences what the difference between two amounts can be
   */
  public record One(
      BooksSheet sheet,
      Row row,
      String words,
      String why,
      @Nullable String matched,
      List<Candidate> candidates,
      List<Candidate> others,
      List<Choice> differences) {
    public One {
      candidates = List.copyOf(candidates);
      others = List.copyOf(others);
      differences = List.copyOf(differences);
    }
  }

  /**
   * A line of the bank.
   *
   * @param reason the only one that there can be for its difference, empty when a person must choose;
   *     null when it is the same amount
   */
  public record Candidate(
      UUID id,
      String words,
      String day,
      String amount,
      String difference,
      @Nullable String reason) {}

  /**
   * A file before it is taken, or after.
   *
   * @param isDraft nothing was taken of it yet
   */
  public record Look(
      BooksSheet sheet,
      UUID id,
      String title,
      boolean isDraft,
      String words,
      List<Sum> sums,
      List<Sum> payouts,
      List<Complaint> complaints) {
    public Look {
      sums = List.copyOf(sums);
      payouts = List.copyOf(payouts);
      complaints = List.copyOf(complaints);
    }
  }

  /** So many lines, and what they come to. */
  public record Sum(String what, int count, String amount) {}
}
