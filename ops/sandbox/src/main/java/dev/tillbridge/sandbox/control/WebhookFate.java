package dev.tillbridge.sandbox.control;

/**
 * What becomes of one webhook.
 *
 * @param dropped it is never sent
 * @param copies how often it is sent, 1 when nothing is wrong
 * @param delayMs how late it is sent
 * @param reordered whether it swaps places with its neighbours
 */
public record WebhookFate(boolean dropped, int copies, int delayMs, boolean reordered) {}
