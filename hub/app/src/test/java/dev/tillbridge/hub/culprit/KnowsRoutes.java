package dev.tillbridge.hub.culprit;

/** A core that knows the routes. */
public final class KnowsRoutes {
  public static final Class<?> WRONG = dev.tillbridge.routes.Sweep.class;
}
