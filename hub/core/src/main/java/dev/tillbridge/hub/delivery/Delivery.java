package dev.tillbridge.hub.delivery;

import java.util.UUID;

/**
 * A claimed piece of news for another system.
 *
 * @param key the idempotency key at the remote, the same for every attempt
 * @param revision counts what was asked; a newer one than delivered means there is more to say
 * @param lease counts claims; a worker with an old lease changes nothing any more
 * @param attempts this one included
 * @param lookFirst an earlier attempt may have got through
 */
public record Delivery(
    UUID id,
    Destination destination,
    String subject,
    UUID key,
    int revision,
    long lease,
    int attempts,
    boolean lookFirst) {}
