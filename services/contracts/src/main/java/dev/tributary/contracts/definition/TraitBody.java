package dev.tributary.contracts.definition;

import org.jspecify.annotations.Nullable;

/**
 * What somebody has said of a trait, on {@code traits}; its key is the trait's name.
 *
 * @param classification who may see its values; {@code personal} where only a type was declared
 * @param type as which rules read its values; null reads them as they were sent
 */
public record TraitBody(Classification classification, @Nullable DeclaredType type) {}
