package dev.tributary.audience.membership;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * A person at the highest version seen.
 *
 * @param part the partition that owns it
 * @param evaluatedAt the newest business time that a change was decided at; it never goes back
 * @param gone whether its id is an alias, or nothing of them is anybody's: who has no identifiers
 *     is nobody
 */
public record Person(
    String workspace,
    String profile,
    int part,
    long version,
    Map<String, JsonNode> traits,
    long evaluatedAt,
    boolean gone) {}
