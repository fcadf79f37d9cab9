package dev.tributary.sandbox.fault;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/** One way in which a request goes wrong, as the control API takes and shows it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @Type(value = Fault.Latency.class, name = "latency"),
  @Type(value = Fault.RateLimited.class, name = "rate-limited"),
  @Type(value = Fault.ServerError.class, name = "server-error"),
  @Type(value = Fault.Hang.class, name = "hang"),
  @Type(value = Fault.Cut.class, name = "cut"),
  @Type(value = Fault.Unauthorised.class, name = "unauthorised")
})
public sealed interface Fault {
  /** The answer comes late. The only fault that leaves the answer as it is. */
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
   * @param retryAfterSeconds in the header {@code Retry-After}; null: no such header
   * @param retryAfterForm how the header says it; null: in seconds
   */
  record RateLimited(@Nullable Integer retryAfterSeconds, @Nullable RetryAfter retryAfterForm)
      implements Fault {}

  /**
   * The vendor breaks down.
   *
   * @param status from 500 to 599; null: 500
   */
  record ServerError(@Nullable Integer status, @Nullable Moment moment) implements Fault {
    public ServerError {
      if (status != null && (status < 500 || status > 599)) {
        throw new IllegalArgumentException("status must be between 500 and 599");
      }
    }
  }

  /** No answer ever; the connection stays open. */
  record Hang(@Nullable Moment moment) implements Fault {}

  /** The connection is closed without an answer. */
  record Cut(@Nullable Moment moment) implements Fault {}

  /** The credentials are refused, whatever they are. */
  record Unauthorised() implements Fault {}

  /**
   * Whether the request has its effect before it goes wrong, which is what makes an outcome
   * ambiguous. Null stands for before processing.
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
