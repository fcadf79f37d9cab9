package dev.tributary.audience.model;

import dev.tributary.audience.catalogue.Settings;
import dev.tributary.audience.kafka.AudienceEffects;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.event.Tick;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.loop.Input;
import dev.tributary.runtime.loop.Output;
import dev.tributary.runtime.loop.Poll;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import javax.sql.DataSource;
import org.apache.kafka.common.TopicPartition;

/**
 * Two instances that share the partitions and now and then exchange some; the loop without Kafka.
 */
final class Instances {
  private final DataSource worker;
  private final SimulatedIdentity identity;
  private final SplittableRandom random;
  private final List<AudienceEffects> effects;
  private final Map<Integer, List<Input>> copied = new HashMap<>();
  private final int[] owner = new int[Topic.PROFILES.partitions()];

  Instances(
      DataSource worker,
      SimulatedIdentity identity,
      SplittableRandom random,
      Function<WorkspaceId, Optional<Settings>> settings) {
    this.worker = worker;
    this.identity = identity;
    this.random = random;
    this.effects = List.of(new AudienceEffects(settings), new AudienceEffects(settings));
    rebalance();
  }

  void rebalance() {
    for (int part = 0; part < owner.length; part++) {
      owner[part] = random.nextInt(effects.size());
    }
  }

  /** Some records of some partitions, in one transaction. */
  List<Output> pollSome() throws SQLException {
    int instance = random.nextInt(effects.size());
    Map<Integer, Integer> take = new HashMap<>();
    for (int part = 0; part < owner.length; part++) {
      int waiting = identity.waiting(part);
      if (owner[part] == instance && waiting > 0 && random.nextBoolean()) {
        take.put(part, random.nextInt(waiting) + 1);
      }
    }
    return poll(instance, take);
  }

  /** Everything of one partition. */
  List<Output> poll(int partition) throws SQLException {
    int waiting = identity.waiting(partition);
    return poll(owner[partition], waiting == 0 ? Map.of() : Map.of(partition, waiting));
  }

  /** Everything that stands in the log. */
  List<Output> pollAll() throws SQLException {
    List<Output> outputs = new ArrayList<>();
    for (int instance = 0; instance < effects.size(); instance++) {
      Map<Integer, Integer> take = new HashMap<>();
      for (int part = 0; part < owner.length; part++) {
        if (owner[part] == instance && identity.waiting(part) > 0) {
          take.put(part, identity.waiting(part));
        }
      }
      outputs.addAll(poll(instance, take));
    }
    return outputs;
  }

  /** Some records stand on the log twice, at any distance. */
  private void again(int part, List<Input> inputs) {
    List<Input> before = copied.computeIfAbsent(part, _ -> new ArrayList<>());
    Input last = inputs.getLast();
    if (random.nextInt(8) == 0) {
      before.add(last);
    }
    if (!before.isEmpty() && random.nextInt(8) == 0) {
      inputs.add(before.get(random.nextInt(before.size())));
    }
  }

  private List<Output> poll(int instance, Map<Integer, Integer> take) throws SQLException {
    if (take.isEmpty()) {
      return List.of();
    }
    List<Input> inputs = new ArrayList<>();
    Map<TopicPartition, Tick> ticks = new HashMap<>();
    take.forEach((part, count) -> {
      TopicPartition partition = new TopicPartition(Topic.PROFILES.topicName(), part);
      for (Message each : identity.read(part, count)) {
        if (SimulatedIdentity.isTick(each)) {
          ticks.put(partition, Json.read(each.value(), Tick.class));
        } else {
          inputs.add(new Input(partition, 0, each.key(), each.value(), each.headers()));
          again(part, inputs);
        }
      }
    });
    try (Connection tx = worker.getConnection()) {
      tx.setAutoCommit(false);
      List<Output> outputs = effects.get(instance).apply(tx, new Poll(inputs, ticks, null));
      if (random.nextInt(20) == 0) {
        tx.rollback();
        outputs = effects.get(instance).apply(tx, new Poll(inputs, ticks, null));
      }
      tx.commit();
      return outputs;
    }
  }
}
