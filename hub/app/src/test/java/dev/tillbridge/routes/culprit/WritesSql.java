package dev.tillbridge.routes.culprit;

/** SQL outside of the core. */
public final class WritesSql {
  public static final Class<?> WRONG = java.sql.Connection.class;
}
