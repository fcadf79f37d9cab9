package dev.tributary.audience.definition;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

/**
 * The rules that an audience depends on.
 *
 * @param rules the rule in force; while the audience changes, also the rule whose members are
 *     computed, or the former rule as long as differences are published
 * @param settledAt business time at which all memberships were last brought to a new rule
 */
public record RulesInForce(List<JsonNode> rules, Instant settledAt) {}
