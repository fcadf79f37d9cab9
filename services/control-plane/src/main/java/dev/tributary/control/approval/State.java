package dev.tributary.control.approval;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The state of a change request. Every state except {@link #OPEN} and {@link #APPLYING} is final.
 */
public enum State {
  /** Waits for a decision. */
  @JsonProperty("open")
  OPEN,
  /** Approved; the service has not answered yet. */
  @JsonProperty("applying")
  APPLYING,
  /** The service has made the change. */
  @JsonProperty("applied")
  APPLIED,
  /** The service refused the change, or its answer is not known. */
  @JsonProperty("failed")
  FAILED,
  @JsonProperty("rejected")
  REJECTED,
  /** Taken back by the requester. */
  @JsonProperty("withdrawn")
  WITHDRAWN,
  /** Nobody decided in time. */
  @JsonProperty("expired")
  EXPIRED
}
