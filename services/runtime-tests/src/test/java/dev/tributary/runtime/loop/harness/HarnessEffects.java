package dev.tributary.runtime.loop.harness;

import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.event.Tick;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.loop.Effects;
import dev.tributary.runtime.loop.Input;
import dev.tributary.runtime.loop.Output;
import dev.tributary.runtime.loop.Poll;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/** Applies {@link Step}s: one upsert of the touched profiles, in sorted order. */
final class HarnessEffects implements Effects {
  private static final int DUE_AT_ONCE = 200;

  private record Effect(TopicPartition because, String id, String profile) {}

  private record Armed(TopicPartition partition, Step step) {}

  @Override
  public List<Output> apply(Connection tx, Poll poll) throws SQLException {
    List<Effect> effects = new ArrayList<>();
    Map<String, Armed> armed = new LinkedHashMap<>();
    Set<String> cancelled = new LinkedHashSet<>();
    for (Input input : poll.inputs()) {
      Step step = Step.of(input.value());
      switch (step.kind()) {
        case COUNT ->
            step.profiles()
                .forEach(profile ->
                    effects.add(new Effect(input.partition(), step.effect(profile), profile)));
        case ARM -> armed.put(step.id(), new Armed(input.partition(), step));
        case CANCEL -> {
          if (armed.remove(step.id()) == null) {
            cancelled.add(step.id());
          }
        }
      }
    }
    arm(tx, armed.values());
    cancel(tx, cancelled);
    for (Map.Entry<TopicPartition, Tick> tick : poll.ticks().entrySet()) {
      effects.addAll(fire(tx, tick.getKey(), tick.getValue().at().toEpochMilli()));
    }
    return outputs(tx, effects);
  }

  @Override
  public List<Output> quarantine(Connection tx, Input input, Exception failure) {
    throw new IllegalStateException("The harness sends nothing that fails", failure);
  }

  private static void arm(Connection tx, Iterable<Armed> armed) throws SQLException {
    try (PreparedStatement statement =
        tx.prepareStatement(
            "insert into harness_due (part, due_at, id, profile) values (?, ?, ?, ?)")) {
      for (Armed each : armed) {
        statement.setInt(1, each.partition().partition());
        statement.setLong(2, each.step().dueAt());
        statement.setString(3, each.step().id());
        statement.setString(4, each.step().profiles().getFirst());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static void cancel(Connection tx, Set<String> ids) throws SQLException {
    if (ids.isEmpty()) {
      return;
    }
    try (PreparedStatement statement =
        tx.prepareStatement("delete from harness_due where id = any(?)")) {
      statement.setArray(1, tx.createArrayOf("text", ids.toArray()));
      statement.executeUpdate();
    }
  }

  private static List<Effect> fire(Connection tx, TopicPartition partition, long now)
      throws SQLException {
    List<Effect> fired = new ArrayList<>();
    try (PreparedStatement statement =
        tx.prepareStatement(
            """
            delete from harness_due where (part, due_at, id) in (
              select part, due_at, id from harness_due where part = ? and due_at <= ?
              order by due_at, id limit ?)
            returning id, profile\
            """)) {
      statement.setInt(1, partition.partition());
      statement.setLong(2, now);
      statement.setInt(3, DUE_AT_ONCE);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          String profile = rows.getString(2);
          fired.add(new Effect(partition, rows.getString(1) + "/" + profile, profile));
        }
      }
    }
    return fired;
  }

  private static List<Output> outputs(Connection tx, List<Effect> effects) throws SQLException {
    Map<String, Integer> counts = new TreeMap<>();
    effects.forEach(effect -> counts.merge(effect.profile(), 1, Integer::sum));
    Map<String, Long> versions = raise(tx, counts);
    List<Output> outputs = new ArrayList<>();
    for (Effect effect : effects) {
      int left = counts.merge(effect.profile(), -1, Integer::sum);
      outputs.add(output(effect, versions.get(effect.profile()) - left));
    }
    return outputs;
  }

  private static Output output(Effect effect, long version) {
    MessageHeaders headers =
        new MessageHeaders(
            effect.id(), "raised", new WorkspaceId("wsp_test"), effect.id(), Instant.EPOCH, null);
    byte[] value = Long.toString(version).getBytes(StandardCharsets.UTF_8);
    return new Output(
        effect.because(), Message.of(Topic.PROFILES, effect.profile(), value, headers));
  }

  private static Map<String, Long> raise(Connection tx, Map<String, Integer> counts)
      throws SQLException {
    Map<String, Long> versions = new TreeMap<>();
    if (counts.isEmpty()) {
      return versions;
    }
    try (PreparedStatement statement =
        tx.prepareStatement(
            """
            insert into harness_profile as p (id, version)
            select u.id, u.version from unnest(?::text[], ?::bigint[]) u(id, version) order by u.id
            on conflict (id) do update set version = p.version + excluded.version
            returning id, version\
            """)) {
      statement.setArray(1, tx.createArrayOf("text", counts.keySet().toArray()));
      statement.setArray(2, tx.createArrayOf("int8", counts.values().toArray()));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          versions.put(rows.getString(1), rows.getLong(2));
        }
      }
    }
    return versions;
  }
}
