package dev.tributary.destinations.connectors.s3;

import dev.tributary.destinations.connector.Egress.Answer;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.web.RetryAfter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The meaning of answers, by the codes of errors that <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">Amazon S3
 * documents</a>. A write can be repeated in any case, because it writes the same file again.
 */
final class Answers {
  private static final Pattern CODE = Pattern.compile("<Code>([A-Za-z0-9.]{1,80})</Code>");
  private static final Pattern MESSAGE = Pattern.compile("<Message>([^<]{1,500})</Message>");
  private static final Pattern LISTED = Pattern.compile("<ListBucketResult[\\s>]");

  private Answers() {}

  /** The storage has the file if the answer has its entity tag: a page of a proxy has none. */
  static Outcome ofWrite(Answer answer, Instant now) {
    if (answer.successful()) {
      String tag = answer.header("etag");
      return tag == null || tag.isBlank()
          ? new Outcome.Ambiguous("HTTP %d without an entity tag".formatted(answer.status()))
          : new Outcome.Delivered(null);
    }
    // The rights of a key are often for one prefix, so the other syncs of the destination can work.
    return "AccessDenied".equals(found(CODE, answer))
        ? new Outcome.Misconfigured(Settings.PATH, words(answer, "AccessDenied"))
        : failure(answer, now);
  }

  static Outcome ofList(Answer answer, Instant now) {
    if (answer.successful()) {
      return LISTED.matcher(text(answer)).find()
          ? new Outcome.Delivered(null)
          : new Outcome.Transient("The answer is not a list of files", null);
    }
    return failure(answer, now);
  }

  private static Outcome failure(Answer answer, Instant now) {
    String code = found(CODE, answer);
    String words = words(answer, code);
    Instant retryAfter = RetryAfter.of(answer, now);
    return switch (code == null ? "" : code) {
      case "AccessDenied",
          "AccountProblem",
          "AllAccessDisabled",
          "ExpiredToken",
          "InvalidAccessKeyId",
          "InvalidSecurity",
          "InvalidToken",
          "NotSignedUp",
          "SignatureDoesNotMatch",
          "UnauthorizedAccess" ->
          new Outcome.Unauthorised(words);
      case "AuthorizationHeaderMalformed",
          "IllegalLocationConstraintException",
          "InvalidBucketName",
          "NoSuchBucket",
          "PermanentRedirect",
          "TemporaryRedirect" ->
          new Outcome.Misconfigured(words);
      case "InvalidURI", "KeyTooLongError" -> new Outcome.Misconfigured(Settings.PATH, words);
      case "EntityTooLarge" -> new Outcome.RefusedTogether(null, words);
      case "SlowDown", "ServiceUnavailable", "TooManyRequests", "RequestLimitExceeded" ->
          new Outcome.RateLimited(retryAfter == null ? now.plusSeconds(1) : retryAfter, words);
      case "BadDigest",
          "ConditionalRequestConflict",
          "IncompleteBody",
          "OperationAborted",
          "RequestTimeTooSkewed",
          "RequestTimeout",
          "XAmzContentSHA256Mismatch" ->
          new Outcome.Transient(words, retryAfter);
      case "" -> byStatus(answer.status(), words, now, retryAfter);
      default ->
          refusesRequest(answer.status())
              ? new Outcome.Misconfigured(words)
              : byStatus(answer.status(), words, now, retryAfter);
    };
  }

  /**
   * A code of the storage says that the same request fails again, until a user repairs the cause.
   */
  private static boolean refusesRequest(int status) {
    return status >= 400
        && status < 500
        && status != 401
        && status != 408
        && status != 413
        && status != 429;
  }

  private static Outcome byStatus(
      int status, String words, Instant now, @Nullable Instant retryAfter) {
    return switch (status) {
      case 301, 307, 308, 404, 405, 501 -> new Outcome.Misconfigured(words);
      case 401 -> new Outcome.Unauthorised(words);
      case 413 -> new Outcome.RefusedTogether(null, words);
      case 429 ->
          new Outcome.RateLimited(retryAfter == null ? now.plusSeconds(1) : retryAfter, words);
      default ->
          status >= 500
              ? new Outcome.Ambiguous(words, retryAfter)
              : new Outcome.Transient(words, retryAfter);
    };
  }

  private static String words(Answer answer, @Nullable String code) {
    String message = found(MESSAGE, answer);
    return "HTTP "
        + answer.status()
        + (code == null ? "" : ": " + code)
        + (message == null ? "" : ": " + message);
  }

  private static @Nullable String found(Pattern pattern, Answer answer) {
    Matcher matcher = pattern.matcher(text(answer));
    return matcher.find() ? matcher.group(1) : null;
  }

  private static String text(Answer answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}
