package dev.tributary.identity.rules;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of an anonymous past when its device names a known person. */
public enum Strategy {
  /** Whoever an event names by several identifiers is one person. */
  @JsonProperty("merge")
  MERGE,
  /** An anonymous past joins the known person; a device of somebody known stays theirs. */
  @JsonProperty("conversion")
  CONVERSION,
  /** Kept apart; that both were seen together stays on record as a link. */
  @JsonProperty("link")
  LINK,
  /** Never joined, and nothing is kept of having been seen together. */
  @JsonProperty("isolate")
  ISOLATE
}
