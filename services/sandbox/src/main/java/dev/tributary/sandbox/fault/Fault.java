package dev.tributary.sandbox.fault;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/** One kind of fault of a request, in the format of the control API. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @Type(value = Fault.Latency.class, name = "latency"),
  @Type(value = Fault.RateLimited.class, name = "rate-limited"),
  @Type(value = Fault.ServerError.class, name = "server-error"),
  @Type(value = Fault.Hang.class, name = "hang"),
  @Type(value = Fault.Cut.class, name = "cut"),
  @Type(value = Fault.Unauthorised.class, name = "unauthorised"),
  @Type(value = Fault.Unreadable.class, name = "unreadable")
})
public sealed interface Fault {
  /** The answer comes late. This is the only fault that does not change the answer. */
  record Latency(long milliseconds) implements Fault {
    public Latency {
      if (milliseconds < 1) {
        throw new IllegalArgumentException("milliseconds must be 1 or more");
      }
    }
  }

  /**
   * 429.
   *
   * @param retryAfterSeconds in the header {@code Retry-After}; null for no such header
   * @param retryAfterForm the form of the header's value; null for seconds
   */
  record RateLimited(@Nullable Integer retryAfterSeconds, @Nullable RetryAfter retryAfterForm)
      implements Fault {}

  /**
   * A failure of the vendor's server.
   *
   * @param status from 500 to 599; null for 500
   */
  record ServerError(@Nullable Integer status, @Nullable Moment moment) implements Fault {
    public ServerError {
      if (status != null && (status < 500 || status > 599)) {
        throw new IllegalArgumentException("status must be between 500 and 599");
      }
    }
  }

  /** There is never an answer; the connection stays open. */
  record Hang(@Nullable Moment moment) implements Fault {}

  /** The connection is closed without an answer. */
  record Cut(@Nullable Moment moment) implements Fault {}

  /** All credentials are refused. */
  record Unauthorised() implements Fault {}

  /** 200 with a page in HTML, as a proxy between client and vendor answers. */
  record Unreadable(@Nullable Moment moment) implements Fault {}

  /**
   * Whether the request has its effect before it fails. If it has, the outcome is ambiguous for the
   * client. Null means before processing.
   */
  enum Moment {
    @JsonProperty("before-processing")
    BEFORE_PROCESSING,
    @JsonProperty("after-processing")
    AFTER_PROCESSING
  }

  /** The two forms of {@code Retry-After} in RFC 9110. */
  enum RetryAfter {
    @JsonProperty("seconds")
    SECONDS,
    @JsonProperty("date")
    DATE
  }
}
