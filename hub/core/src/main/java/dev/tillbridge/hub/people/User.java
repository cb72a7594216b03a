package dev.tillbridge.hub.people;

import java.util.UUID;

/** A person who may sign in, as he stands now. */
public record User(UUID id, String name, Role role) {}
