package dev.tributary.destinations.connectors.apachekafka;

import dev.tributary.destinations.connector.Outcome;
import org.apache.kafka.common.record.SimpleRecord;

/** A message on its way. It is not sent until an answer, or the lack of one, settles it. */
final class Sending {
  static final String NOT_IN_TIME = "The message was not sent in time";

  private final SimpleRecord record;
  private Outcome outcome = new Outcome.Transient(NOT_IN_TIME, null);

  Sending(SimpleRecord record) {
    this.record = record;
  }

  SimpleRecord record() {
    return record;
  }

  /** The size of key and value before compression. */
  int bytes() {
    return record.key().remaining() + (record.value() == null ? 0 : record.value().remaining());
  }

  Outcome outcome() {
    return outcome;
  }

  void settle(Outcome settled) {
    outcome = settled;
  }
}
