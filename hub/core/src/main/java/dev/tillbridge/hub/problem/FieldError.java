package dev.tillbridge.hub.problem;

/**
 * One thing wrong with the input.
 *
 * @param field as the sender spelt it, for example {@code lines[0].quantity}
 * @param reason in words that say what would be right
 */
public record FieldError(String field, String reason) {}
