package dev.tillbridge.hub.culprit;

/** A core that knows Camel. */
public final class KnowsCamel {
  public static final Class<?> WRONG = org.apache.camel.CamelContext.class;
}
