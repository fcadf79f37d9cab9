package dev.tributary.destinations.connectors.apachekafka;

import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Outcome;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
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
 * Sends the messages of a batch, leader by leader. What may have arrived is sent once. After a
 * failure, the further messages of its partition are not sent, so that the order of a key is kept.
 * Former keys of a record are removed after its value was accepted.
 */
final class Delivering {
  private static final int ANSWER_MILLIS = 5_000;
  private static final short ALL_REPLICAS = -1;
  private static final int MOST_REQUEST_BYTES = 4 * 1024 * 1024;

  private final Cluster cluster;
  private final String topic;
  private final int partitions;

  /** The leaders that got a request, or were tried without a connection. */
  private final Set<Node> visited = new HashSet<>();

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

  /**
   * @param partitions that the topic must have; 0 for any number
   */
  Delivering(Cluster cluster, String topic, int partitions) {
    this.cluster = cluster;
    this.topic = topic;
    this.partitions = partitions;
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
    int present = found.partitionMetadata().size();
    if (partitions > 0 && present != partitions) {
      return batch.each(
          new Outcome.Misconfigured(
              Settings.PARTITIONS,
              ("The topic has %d partitions, and the sync expects %d. Nothing was written: the"
                      + " messages of a key would go to another partition than before")
                  .formatted(present, partitions)));
    }
    List<List<Message>> messages =
        batch.items().stream().map(item -> Message.of(batch, item)).toList();
    List<List<Sending>> sendings = new ArrayList<>();
    Set<String> written = new HashSet<>();
    Queues first = new Queues(present);
    for (List<Message> ofItem : messages) {
      sendings.add(
          new ArrayList<>(ofItem.stream().limit(sentFirst(batch)).map(first::add).toList()));
    }
    deliver(metadata, found, first.all());
    for (int i = 0; i < messages.size(); i++) {
      if (isDelivered(sendings.get(i))) {
        messages.get(i).stream().limit(sentFirst(batch)).map(Message::key).forEach(written::add);
      }
    }
    Queues removals = new Queues(present);
    for (int i = 0; i < messages.size(); i++) {
      if (isDelivered(sendings.get(i))) {
        messages.get(i).stream()
            .skip(sentFirst(batch))
            // Another record of the batch has the key now, and has replaced the former one.
            .filter(message -> !written.contains(message.key()))
            .map(removals::add)
            .forEach(sendings.get(i)::add);
      }
    }
    deliver(metadata, found, removals.all());
    return sendings.stream().map(Delivering::outcome).toList();
  }

  /** Former keys are removed after the value was accepted. */
  private static int sentFirst(Batch batch) {
    return batch.operation() == Operation.WRITE ? 1 : Integer.MAX_VALUE;
  }

  private static boolean isDelivered(List<Sending> ofItem) {
    return outcome(ofItem) instanceof Outcome.Delivered;
  }

  /** The messages of a batch by partition. */
  private static final class Queues {
    private final int partitions;
    private final long now = System.currentTimeMillis();
    private final Map<Integer, Queue> queues = new LinkedHashMap<>();

    Queues(int partitions) {
      this.partitions = partitions;
    }

    Sending add(Message message) {
      Sending sending = new Sending(message.record(now));
      // As the producer of Apache Kafka chooses it.
      int partition =
          partitions == 0 ? 0 : Utils.toPositive(Utils.murmur2(message.keyBytes())) % partitions;
      queues.computeIfAbsent(partition, Queue::new).add(sending);
      return sending;
    }

    Map<Integer, Queue> all() {
      return queues;
    }
  }

  /**
   * Visits the leaders one after another. The order is another one each time: some that do not
   * answer could use all the time, and the same ones after them would never get a message.
   */
  private void deliver(MetadataResponse metadata, TopicMetadata found, Map<Integer, Queue> queues) {
    List<Map.Entry<Node, List<Queue>>> leaders =
        new ArrayList<>(byLeader(metadata, found, queues).entrySet());
    Collections.shuffle(leaders, ThreadLocalRandom.current());
    leaders.forEach(leader -> deliver(leader.getKey(), leader.getValue(), found.topicId()));
    if (!visited.isEmpty()) {
      // The time went to other leaders, so this is no failed attempt. Of a leader that was visited,
      // it is one: otherwise, a slow one would be asked for ever without a pause.
      Outcome later = new Outcome.HeldBack(Instant.now(), Sending.NOT_IN_TIME);
      leaders.stream()
          .filter(leader -> !visited.contains(leader.getKey()))
          .flatMap(leader -> leader.getValue().stream())
          .forEach(queue -> queue.giveUp(later));
    }
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
      while (queues.stream().anyMatch(queue -> !queue.isEmpty()) && cluster.hasTimeForAnAnswer()) {
        // It waits too while the broker wants a pause between requests.
        cluster.connect(leader);
        if (!cluster.hasTimeForAnAnswer()) {
          return;
        }
        visited.add(leader);
        deliverNext(leader, queues, topicId);
      }
    } catch (EgressFailure e) {
      visited.add(leader);
      queues.forEach(queue -> queue.giveUp(e.outcome()));
    } catch (IOException | RuntimeException e) {
      visited.add(leader);
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
      // It may have arrived.
      settle(parts, new Outcome.Ambiguous("No answer about the message"));
    } catch (NotSent e) {
      settle(parts, Failures.outcome(e, false));
      throw e;
    } catch (IOException | RuntimeException e) {
      // All may have arrived that the answer has not named by now.
      settle(parts, new Outcome.Ambiguous("No answer about the message. " + Failures.words(e)));
      throw e;
    }
  }

  private static void settle(Map<Integer, Part> parts, Outcome outcome) {
    parts.values().forEach(part -> part.answered(outcome));
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
    Outcome worst =
        failures.stream()
            .filter(failure -> !(failure instanceof Outcome.Rejected))
            .findFirst()
            .orElseGet(failures::getFirst);
    return failures.size() == outcomes.size()
        ? worst
        : new Outcome.Ambiguous("Only a part of the messages was written. " + worst.words());
  }
}
