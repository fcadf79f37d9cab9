package dev.tributary.identity.claim;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The value of one trait from one origin.
 *
 * @param value null in JSON withdraws the earlier value of the origin
 */
public record TraitValue(JsonNode value, Stamp stamp) {
  public boolean withdrawn() {
    return value.isNull();
  }
}
