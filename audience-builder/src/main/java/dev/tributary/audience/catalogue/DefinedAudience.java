package dev.tributary.audience.catalogue;

import com.fasterxml.jackson.databind.JsonNode;

/** An audience as it is defined now. */
public record DefinedAudience(
    String workspace, String audience, long version, boolean deleted, JsonNode rule) {}
