package dev.tributary.runtime.loop;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** The records of one partition in one poll; never empty. */
record Batch(TopicPartition partition, Assigned assigned, List<Input> inputs) {
  static Batch of(
      TopicPartition partition, Assigned assigned, List<ConsumerRecord<byte[], byte[]>> records) {
    List<Input> inputs = new ArrayList<>(records.size());
    records.forEach(record -> inputs.add(Input.of(record)));
    return new Batch(partition, assigned, inputs);
  }

  Batch part(int from, int to) {
    return new Batch(partition, assigned, inputs.subList(from, to));
  }

  /** Where the next poll goes on; compaction and transaction markers may leave gaps before. */
  long next() {
    return inputs.getLast().offset() + 1;
  }
}
