package dev.tributary.audience.http;

import dev.tributary.contracts.id.AudienceId;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An audience by its id and name.
 *
 * @param audience the id of the audience
 * @param name the name of the audience
 */
@Schema(name = "NamedAudience")
public record NamedAudience(AudienceId audience, String name) {}
