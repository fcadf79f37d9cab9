package dev.tributary.audience.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.WorkspaceId;

/** An audience as it is defined now. */
public record DefinedAudience(
    WorkspaceId workspace, AudienceId audience, long version, boolean deleted, JsonNode rule) {}
