package dev.tributary.identity.claim;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What one origin says of one trait.
 *
 * @param value null in JSON withdraws what the origin said before
 */
public record TraitValue(JsonNode value, Stamp stamp) {
  public boolean withdrawn() {
    return value.isNull();
  }
}
