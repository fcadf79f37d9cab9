package dev.tributary.contracts.definition;

/**
 * A trait that somebody has classified, on {@code traits}; its key is the trait's name.
 *
 * @param classification who may see its values
 */
public record TraitBody(Classification classification) {}
