package dev.tillbridge.hub.delivery;

import dev.tillbridge.model.shop.ShopEvent;

/**
 * A claimed piece of news from outside.
 *
 * @param source who sent it, for example the shop's domain
 * @param lease counts claims; a worker with an old lease changes nothing any more
 * @param attempts this one included
 */
public record Received(long id, String source, ShopEvent event, long lease, int attempts) {}
