package dev.tillbridge.model.sale;

import org.jspecify.annotations.Nullable;

/** Who bought, as far as the sale tells. */
public record Customer(@Nullable String name, @Nullable String email) {}
