package dev.tributary.runtime.loop;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The records of one partition in one poll; never empty. */
record Batch(TopicPartition partition, AssignedPartition assigned, List<Input> inputs) {
  static Batch of(
      TopicPartition partition,
      AssignedPartition assigned,
      List<ConsumerRecord<byte[], byte[]>> records) {
    List<Input> inputs = new ArrayList<>(records.size());
    records.forEach(record -> inputs.add(Input.of(record)));
    return new Batch(partition, assigned, inputs);
  }

  Batch part(int from, int to) {
    return new Batch(partition, assigned, inputs.subList(from, to));
  }

  /** The inputs that are not applied yet; null if there are none. */
  @Nullable Batch left() {
    int first = 0;
    while (first < inputs.size() && inputs.get(first).offset() < assigned.next) {
      first++;
    }
    return first == inputs.size() ? null : part(first, inputs.size());
  }

  /** The inputs before an offset. The first input is before it. */
  Batch before(long offset) {
    int end = inputs.size();
    while (inputs.get(end - 1).offset() >= offset) {
      end--;
    }
    return part(0, end);
  }

  /** The offset for the next poll. Compaction and transaction markers may leave gaps before it. */
  long next() {
    return inputs.getLast().offset() + 1;
  }
}
