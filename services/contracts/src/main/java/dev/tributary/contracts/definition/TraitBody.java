package dev.tributary.contracts.definition;

import org.jspecify.annotations.Nullable;

/**
 * The classification and the declared type of a trait, on {@code traits}; its key is the trait's
 * name.
 *
 * @param classification who may see its values; {@code personal} if only a type was declared
 * @param type as which its values are read; null reads them as they were sent
 */
public record TraitBody(Classification classification, @Nullable DeclaredType type) {}
