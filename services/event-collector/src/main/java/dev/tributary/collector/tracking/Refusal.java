package dev.tributary.collector.tracking;

/**
 * Why a request is not accepted, in the tracking API's own format. The status decides the behaviour
 * of SDKs: after 400 and 401 they drop the events, after 429 and 503 they send again. So our own
 * failures never have a 4xx status.
 */
public enum Refusal {
  MALFORMED_JSON(400, "malformed-json", "The body is not JSON"),
  MALFORMED_GZIP(400, "malformed-gzip", "The body is not gzip, although it says so"),
  MALFORMED_QUERY(400, "malformed-query", "The address's query is not encoded as it should be"),
  NOT_AN_OBJECT(400, "not-an-object", "The body must be a JSON object"),
  MISSING_BATCH(400, "missing-batch", "The body must have an array named batch"),
  TOO_MANY_EVENTS(400, "too-many-events", "The batch has more events than a request may have"),
  TOO_LARGE(400, "too-large", "The request is larger than allowed, measured after gzip"),
  UNKNOWN_WRITE_KEY(401, "unknown-write-key", "The write key is missing, unknown or revoked"),
  WORKSPACE_HELD(401, "workspace-held", "The workspace is being deleted and accepts no events"),
  NOT_FOUND(404, "not-found", "There is no such call"),
  METHOD_NOT_ALLOWED(
      405, "method-not-allowed", "Events are sent with POST, pixels loaded with GET"),
  RATE_LIMITED(429, "rate-limited", "The source sends more events than its limit"),
  OVERLOADED(503, "overloaded", "Too many requests are under way"),
  STARTING(503, "starting", "The collector has not read its sources yet"),
  LOG_UNAVAILABLE(503, "log-unavailable", "The log cannot be written now");

  private final int status;
  private final String code;
  private final String message;

  Refusal(int status, String code, String message) {
    this.status = status;
    this.code = code;
    this.message = message;
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  public String message() {
    return message;
  }
}
