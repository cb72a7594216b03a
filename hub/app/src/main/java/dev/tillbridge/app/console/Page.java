package dev.tillbridge.app.console;

/**
 * The live page.
 *
 * @param frame what stands around it
 * @param mayAct whether he sees buttons
 */
public record Page(
    Frame frame,
    boolean mayAct,
    Part.Status status,
    Part.Sales sales,
    Part.Stock stock,
    Part.Deliveries deliveries,
    Part.Attention attention) {}
