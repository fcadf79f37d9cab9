package dev.tributary.destinations.connectors.apachekafka;

import org.apache.kafka.common.utils.LogContext;
import org.slf4j.Logger;
import org.slf4j.helpers.NOPLogger;

/**
 * Switches off the log of the client of Kafka. Its messages have names that a cluster chooses, and
 * come with each connection that fails. The outcomes say the same to the users of the destination.
 */
final class NoLog extends LogContext {
  @Override
  public Logger logger(Class<?> source) {
    return NOPLogger.NOP_LOGGER;
  }
}
