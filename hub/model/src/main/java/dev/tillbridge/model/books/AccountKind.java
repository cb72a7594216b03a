package dev.tillbridge.model.books;

/** What an account tells of. */
public enum AccountKind {
  /** What the merchant has, or others owe him. */
  ASSET,
  /** What he owes. */
  LIABILITY,
  /** What is his own. */
  EQUITY,
  INCOME,
  EXPENSE
}
