package dev.tributary.identity.rules;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The treatment of an anonymous profile when its device appears with a known person. */
public enum Strategy {
  /** All identifiers of one event belong to one profile. */
  @JsonProperty("merge")
  MERGE,
  /**
   * An anonymous profile joins the known person; a device of a known person stays with that person.
   */
  @JsonProperty("conversion")
  CONVERSION,
  /**
   * The profiles stay separate and connected: each shows the other, with which a device was seen.
   */
  @JsonProperty("link")
  LINK,
  /** The profiles are neither joined nor connected; only the event keeps what it named. */
  @JsonProperty("isolate")
  ISOLATE
}
