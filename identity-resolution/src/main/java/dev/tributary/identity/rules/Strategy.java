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
  /** Kept apart, connected: who was named beside a device is told on both profiles. */
  @JsonProperty("link")
  LINK,
  /** Never joined nor connected; only the event itself keeps what it named. */
  @JsonProperty("isolate")
  ISOLATE
}
