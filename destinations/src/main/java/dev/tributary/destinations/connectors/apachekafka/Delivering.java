package dev.tributary.destinations.connectors.apachekafka;

import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceDataCollection;
import org.apache.kafka.common.message.ProduceResponseData.PartitionProduceResponse;
import org.apache.kafka.common.message.ProduceResponseData.TopicProduceResponse;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.SimpleRecord;
import org.apache.kafka.common.requests.MetadataResponse;
import org.apache.kafka.common.requests.MetadataResponse.PartitionMetadata;
import org.apache.kafka.common.requests.MetadataResponse.TopicMetadata;
import org.apache.kafka.common.requests.ProduceRequest;
import org.apache.kafka.common.requests.ProduceResponse;
import org.apache.kafka.common.utils.Utils;

/**
 * Sends the messages of a batch, leader by leader. A message is sent once. After a failure, the
 * further messages of its partition are not sent, so that the order of a key is kept.
 */
final class Delivering {
  private static final int ANSWER_MILLIS = 5_000;
  private static final short ALL_REPLICAS = -1;
  private static final int MOST_REQUEST_BYTES = 4 * 1024 * 1024;

  private final Cluster cluster;
  private final String topic;

  /** The messages for a partition in one request. */
  private record Part(Queue queue, List<Sending> messages) {
    void answered(Outcome outcome) {
      queue.answered(messages, outcome);
    }

    MemoryRecords records() {
      return MemoryRecords.withRecords(
          Compression.gzip().build(),
          messages.stream().map(Sending::record).toArray(SimpleRecord[]::new));
    }
  }

  Delivering(Cluster cluster, String topic) {
    this.cluster = cluster;
    this.topic = topic;
  }

  /**
   * Returns one outcome for each item.
   *
   * @throws EgressFailure if no server is allowed; nothing was sent
   * @throws IOException if no server answers; nothing was sent
   */
  List<Outcome> send(Batch batch, List<Settings.Server> servers) throws EgressFailure, IOException {
    MetadataResponse metadata = cluster.metadata(servers, List.of(topic));
    TopicMetadata found =
        metadata.topicMetadata().stream()
            .filter(each -> topic.equals(each.topic()))
            .findFirst()
            .orElseThrow(() -> new UnknownTopicOrPartitionException("No answer names the topic"));
    if (found.error() != Errors.NONE) {
      throw found.error().exception();
    }
    Map<Integer, Queue> queues = new LinkedHashMap<>();
    List<List<Sending>> sendings = queued(batch, found.partitionMetadata().size(), queues);
    for (Map.Entry<Node, List<Queue>> leader : byLeader(metadata, found, queues).entrySet()) {
      deliver(leader.getKey(), leader.getValue(), found.topicId());
    }
    return sendings.stream().map(Delivering::outcome).toList();
  }

  private static List<List<Sending>> queued(
      Batch batch, int partitions, Map<Integer, Queue> queues) {
    long now = System.currentTimeMillis();
    List<List<Sending>> sendings = new ArrayList<>();
    for (Item item : batch.items()) {
      List<Sending> ofItem = new ArrayList<>();
      for (Message message : Message.of(batch, item)) {
        SimpleRecord record = message.record(now);
        // As the producer of Apache Kafka chooses it.
        int partition =
            partitions == 0 ? 0 : Utils.toPositive(Utils.murmur2(message.keyBytes())) % partitions;
        Sending sending = new Sending(record);
        queues.computeIfAbsent(partition, Queue::new).add(sending);
        ofItem.add(sending);
      }
      sendings.add(ofItem);
    }
    return sendings;
  }

  private static Map<Node, List<Queue>> byLeader(
      MetadataResponse metadata, TopicMetadata found, Map<Integer, Queue> queues) {
    Map<Integer, Node> brokers = metadata.brokersById();
    Map<Node, List<Queue>> leaders = new LinkedHashMap<>();
    Map<Integer, Queue> without = new HashMap<>(queues);
    for (PartitionMetadata partition : found.partitionMetadata()) {
      Queue queue = queues.get(partition.partition());
      Node leader = partition.leaderId.isPresent() ? brokers.get(partition.leaderId.get()) : null;
      if (queue != null && leader != null) {
        without.remove(queue.partition());
        leaders.computeIfAbsent(leader, _ -> new ArrayList<>()).add(queue);
      }
    }
    without
        .values()
        .forEach(queue ->
            queue.giveUp(
                new Outcome.Transient(
                    "Partition %d has no leader".formatted(queue.partition()), null)));
    return leaders;
  }

  private void deliver(Node leader, List<Queue> queues, Uuid topicId) {
    try {
      while (queues.stream().anyMatch(queue -> !queue.isEmpty()) && cluster.remaining() > 0) {
        // It waits too while the broker wants a pause between requests.
        cluster.connect(leader);
        deliverNext(leader, queues, topicId);
      }
    } catch (EgressFailure e) {
      queues.forEach(queue -> queue.giveUp(e.outcome()));
    } catch (IOException | RuntimeException e) {
      // A request without an answer has settled its own messages.
      queues.forEach(queue -> queue.giveUp(Failures.outcome(e, false)));
    } finally {
      // A cluster could name as many brokers as there are messages.
      cluster.leave(leader);
    }
  }

  private void deliverNext(Node leader, List<Queue> queues, Uuid topicId) throws IOException {
    Map<Integer, Part> parts = new LinkedHashMap<>();
    int bytes = 0;
    for (Queue queue : queues) {
      if (bytes < MOST_REQUEST_BYTES && !queue.isEmpty()) {
        Part part = new Part(queue, queue.next());
        bytes += part.messages().stream().mapToInt(Sending::bytes).sum();
        parts.put(queue.partition(), part);
      }
    }
    ProduceRequest.Builder request = request(parts, topicId);
    try {
      ProduceResponse answer = (ProduceResponse) cluster.answer(leader, request);
      for (TopicProduceResponse ofTopic : answer.data().responses()) {
        for (PartitionProduceResponse each : ofTopic.partitionResponses()) {
          Part part = parts.remove(each.index());
          if (part != null) {
            part.answered(outcome(each));
          }
        }
      }
    } finally {
      // What the answer does not name may have arrived, and so may all without an answer.
      Outcome unclear = new Outcome.Ambiguous("No answer about the message");
      parts.values().forEach(part -> part.answered(unclear));
    }
  }

  private ProduceRequest.Builder request(Map<Integer, Part> parts, Uuid topicId) {
    List<PartitionProduceData> partitions = new ArrayList<>();
    parts.forEach((partition, part) ->
        partitions.add(new PartitionProduceData().setIndex(partition).setRecords(part.records())));
    TopicProduceDataCollection topics = new TopicProduceDataCollection();
    topics.add(
        new TopicProduceData().setName(topic).setTopicId(topicId).setPartitionData(partitions));
    // Clusters that give topics no id get the versions of the request that name the topic.
    return ProduceRequest.builder(
        new ProduceRequestData()
            .setAcks(ALL_REPLICAS)
            .setTimeoutMs(ANSWER_MILLIS)
            .setTopicData(topics),
        topicId.equals(Uuid.ZERO_UUID));
  }

  private static Outcome outcome(PartitionProduceResponse answer) {
    Errors error = Errors.forCode(answer.errorCode());
    return error == Errors.NONE
        ? new Outcome.Delivered(null)
        : Failures.outcome(error.exception(answer.errorMessage()), true);
  }

  private static Outcome outcome(List<Sending> messages) {
    return together(messages.stream().map(Sending::outcome).toList());
  }

  /**
   * The outcome of an item with several messages is the least certain one: if one of them has
   * arrived, or may have arrived, a repetition of the item writes that message again.
   *
   * @param outcomes at least one
   */
  static Outcome together(List<Outcome> outcomes) {
    List<Outcome> failures =
        outcomes.stream().filter(each -> !(each instanceof Outcome.Delivered)).toList();
    if (failures.isEmpty()) {
      return outcomes.getFirst();
    }
    for (Outcome failure : failures) {
      if (failure instanceof Outcome.Ambiguous) {
        return failure;
      }
    }
    for (Outcome failure : failures) {
      if (!(failure instanceof Outcome.Rejected)) {
        return failures.size() == outcomes.size()
            ? failure
            : new Outcome.Ambiguous("Only a part of the messages was written. " + failure.words());
      }
    }
    return failures.getFirst();
  }
}
