package dev.tillbridge.hub.delivery;

import dev.tillbridge.model.shop.ShopEvent;
import java.time.Instant;

/**
 * A claimed piece of news from outside.
 *
 * @param source who sent it, for example the shop's domain
 * @param receivedAt when it came, by our clock
 * @param lease counts claims; a worker with an old lease changes nothing any more
 * @param attempts this one included
 */
public record Received(
    long id, String source, ShopEvent event, Instant receivedAt, long lease, int attempts) {}
