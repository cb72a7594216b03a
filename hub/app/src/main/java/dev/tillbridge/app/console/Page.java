package dev.tillbridge.app.console;

/**
 * The live page.
 *
 * @param merchant whose hub it is
 * @param user who looks
 * @param mayAct whether he sees buttons
 */
public record Page(
    String merchant,
    String user,
    boolean mayAct,
    Part.Status status,
    Part.Sales sales,
    Part.Stock stock,
    Part.Deliveries deliveries,
    Part.Attention attention) {}
