package dev.tributary.contracts.definition;

import java.util.List;

/**
 * What other services need to know of an audience, on {@code audiences}.
 *
 * @param uses ids of the audiences that its rule names
 */
public record AudienceBody(List<String> uses) {}
