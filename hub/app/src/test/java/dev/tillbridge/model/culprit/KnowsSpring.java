package dev.tillbridge.model.culprit;

/** A model that knows a framework. */
public final class KnowsSpring {
  public static final Class<?> WRONG = org.springframework.jdbc.core.simple.JdbcClient.class;
}
