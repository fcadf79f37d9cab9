package dev.tributary.destinations.connectors.apachekafka;

import dev.tributary.destinations.connector.Outcome;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.ThrottlingQuotaExceededException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** Maps the errors of the client of Kafka to outcomes. */
final class Failures {
  private Failures() {}

  /**
   * @param mayHaveArrived whether the message may be in the topic
   */
  static Outcome outcome(Throwable e, boolean mayHaveArrived) {
    String words = e.getClass().getSimpleName() + ": " + e.getMessage();
    return switch (e) {
      case RecordTooLargeException _,
          RecordBatchTooLargeException _,
          InvalidRecordException _,
          PolicyViolationException _ ->
          new Outcome.Rejected(null, words);
      case ConfigException _ -> new Outcome.Misconfigured(words);
      case UnsupportedVersionException _ ->
          new Outcome.Misconfigured("The version of the cluster is not supported. " + words);
      case TopicAuthorizationException _ -> new Outcome.Misconfigured(Settings.TOPIC, words);
      case UnknownTopicOrPartitionException _, InvalidTopicException _ ->
          new Outcome.Misconfigured(
              Settings.TOPIC, "The cluster does not have the topic; create it first. " + words);
      // The certificate of the servers can be repaired without a change here.
      case SslAuthenticationException _ -> new Outcome.Transient(words, null);
      case AuthenticationException _, AuthorizationException _ -> new Outcome.Unauthorised(words);
      case NotEnoughReplicasException _, ThrottlingQuotaExceededException _ ->
          new Outcome.Transient(words, null);
      default ->
          mayHaveArrived ? new Outcome.Ambiguous(words) : new Outcome.Transient(words, null);
    };
  }
}
