package dev.tributary.audience.rule.describe;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.audience.rule.ConsentAnswer;
import dev.tributary.audience.rule.Facts;
import dev.tributary.contracts.id.AudienceId;
import java.util.List;

/**
 * Why a condition holds for a person or does not.
 *
 * @param pointer the condition's place in the rule (RFC 6901)
 * @param words the condition in plain words
 * @param nodes of a group, in its order
 */
public record Explanation(
    String pointer, String words, boolean holds, Evidence evidence, List<Explanation> nodes) {

  /** The facts behind an answer. */
  public sealed interface Evidence {

    /**
     * @param value missing where it is unknown
     */
    record TraitValue(String trait, JsonNode value) implements Evidence {}

    /**
     * @param count how many count now
     * @param newest at most three of them, the newest first
     */
    record Events(long count, List<Facts.Event> newest) implements Evidence {}

    /** The answer of the person about the purpose. */
    record Consent(String purpose, ConsentAnswer state) implements Evidence {}

    record Membership(AudienceId audience, boolean in) implements Evidence {}

    /** A group depends on its nodes. */
    record Nodes() implements Evidence {}
  }
}
