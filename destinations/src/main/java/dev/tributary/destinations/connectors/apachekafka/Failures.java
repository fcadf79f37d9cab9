package dev.tributary.destinations.connectors.apachekafka;

import dev.tributary.destinations.connector.Outcome;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.IllegalSaslStateException;
import org.apache.kafka.common.errors.InvalidRequiredAcksException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SecurityDisabledException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.ThrottlingQuotaExceededException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedCompressionTypeException;
import org.apache.kafka.common.errors.UnsupportedForMessageFormatException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** Maps the errors of the client of Kafka to outcomes. */
final class Failures {
  /** In characters. A cluster chooses the text of an error, up to the size of an answer. */
  private static final int MOST_WORDS = 500;

  private Failures() {}

  /**
   * A broker can answer {@code NOT_LEADER_OR_FOLLOWER} after it has written the message: if it is
   * no longer the leader while it waits for the replicas. So this error, like each one that is not
   * named here, says nothing about the effect.
   *
   * @param mayHaveArrived whether the error is an answer about a message, or the lack of one; the
   *     message may be in the topic then
   */
  static Outcome outcome(Throwable e, boolean mayHaveArrived) {
    String words = words(e);
    return switch (e) {
      case NotSent unsent -> outcome(unsent.reason(), false);
      case RecordTooLargeException _,
          RecordBatchTooLargeException _,
          InvalidRecordException _,
          PolicyViolationException _ ->
          new Outcome.Rejected(null, words);
      case ConfigException _ -> new Outcome.Misconfigured(words);
      case UnsupportedVersionException _ ->
          new Outcome.Misconfigured("The version of the cluster is not supported. " + words);
      case TopicAuthorizationException _ ->
          new Outcome.Misconfigured(
              Settings.TOPIC,
              "The user may not %s the topic. ".formatted(mayHaveArrived ? "write to" : "describe")
                  + words);
      case UnsupportedCompressionTypeException _,
          UnsupportedForMessageFormatException _,
          InvalidRequiredAcksException _,
          SecurityDisabledException _ ->
          new Outcome.Misconfigured(
              Settings.TOPIC, "The cluster does not support the messages. " + words);
      // Metadata has just named the leader: it has not heard of the topic yet.
      case UnknownTopicOrPartitionException _ when mayHaveArrived ->
          new Outcome.Transient(words, null);
      case UnknownTopicOrPartitionException _, InvalidTopicException _ ->
          new Outcome.Misconfigured(
              Settings.TOPIC,
              "The cluster does not have the topic, or the user may not see it. " + words);
      // The certificate of the servers can be repaired without a change here.
      case SslAuthenticationException _ -> new Outcome.Transient(words, null);
      case AuthenticationException _, AuthorizationException _ -> new Outcome.Unauthorised(words);
      case NotEnoughReplicasException _,
          ThrottlingQuotaExceededException _,
          UnknownTopicIdException _,
          CorruptRecordException _,
          InvalidTimestampException _ ->
          new Outcome.Transient(words, null);
      default -> mayHaveArrived ? new Outcome.Ambiguous(words) : new Outcome.Transient(words, null);
    };
  }

  /** The error in at most some hundred characters. */
  static String words(Throwable e) {
    String words = e.getClass().getSimpleName() + ": " + e.getMessage();
    Throwable cause = e.getCause();
    if (cause != null && cause != e && cause.getMessage() != null) {
      words += ": " + cause.getMessage();
    }
    words =
        switch (e) {
          case UnsupportedSaslMechanismException _ -> "Check the SASL mechanism. " + words;
          case IllegalSaslStateException _ -> "Check the security. " + words;
          default -> words;
        };
    return words.length() <= MOST_WORDS ? words : words.substring(0, MOST_WORDS) + "…";
  }
}
