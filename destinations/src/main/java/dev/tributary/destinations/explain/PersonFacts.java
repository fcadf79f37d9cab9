package dev.tributary.destinations.explain;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.id.ProfileId;
import java.util.List;
import java.util.Map;

/**
 * The facts of this service about one person and some syncs of one destination, at one moment.
 *
 * @param profile the profile that the asked id belongs to now
 * @param traits empty while the person has not arrived at this service
 * @param syncs in the order of the question
 */
public record PersonFacts(ProfileId profile, Map<String, JsonNode> traits, List<SyncFacts> syncs) {}
