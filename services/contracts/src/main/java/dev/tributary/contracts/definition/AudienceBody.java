package dev.tributary.contracts.definition;

import dev.tributary.contracts.id.AudienceId;
import java.util.List;

/**
 * The fields of an audience that other services need, on {@code audiences}.
 *
 * @param uses ids of the audiences in its rule
 */
public record AudienceBody(List<AudienceId> uses) {}
