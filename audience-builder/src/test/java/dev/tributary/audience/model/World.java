package dev.tributary.audience.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.audience.rule.NaiveReference.Done;
import dev.tributary.audience.rule.RandomRules;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.event.CallType;
import dev.tributary.contracts.event.Tick;
import dev.tributary.contracts.profile.AppliedEvent;
import dev.tributary.contracts.profile.ProfileMessage;
import dev.tributary.contracts.profile.ProfileMessage.Absorbed;
import dev.tributary.contracts.profile.ProfileMessage.Merged;
import dev.tributary.contracts.profile.ProfileMessage.Updated;
import dev.tributary.contracts.profile.ProfileState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Utils;

/**
 * People as identity resolution knows them, and the log that it writes: the truth of a model test.
 * Messages of one profile may stand in the log out of version order.
 */
final class World {
  static final Instant BEGIN = Instant.parse("2026-03-28T12:00:00Z");

  private final String workspace;
  private final SplittableRandom random;
  private final RandomRules generate;
  private final Map<String, Truth> people = new TreeMap<>();

  /** An id is never given again, also when its person was merged away. */
  private final Set<String> given = new HashSet<>();

  private final List<List<Message>> log = new ArrayList<>();
  private final int[] read = new int[Topic.PROFILES.partitions()];
  private Instant wall = BEGIN;
  private Duration offset = Duration.ZERO;
  private int ids;

  static final class Truth {
    long version;
    ObjectNode traits;
    final List<Done> events = new ArrayList<>();
  }

  World(String workspace, SplittableRandom random, RandomRules generate) {
    this.workspace = workspace;
    this.random = random;
    this.generate = generate;
    for (int i = 0; i < Topic.PROFILES.partitions(); i++) {
      log.add(new ArrayList<>());
    }
  }

  /** Those that exist, under the ids that survive. */
  Map<String, Truth> people() {
    return people;
  }

  Instant now() {
    return wall.plus(offset);
  }

  static int partition(String profile) {
    byte[] key = profile.getBytes(StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(key)) % Topic.PROFILES.partitions();
  }

  int waiting(int partition) {
    return log.get(partition).size() - read[partition];
  }

  /** The next messages of a partition; what was read stands fast. */
  List<Message> read(int partition, int count) {
    int from = read[partition];
    read[partition] += count;
    return log.get(partition).subList(from, from + count);
  }

  void newPerson() {
    String profile = "prf_%s_%04d".formatted(workspace, random.nextInt(10_000));
    if (given.add(profile)) {
      Truth truth = new Truth();
      truth.traits = generate.traits();
      people.put(profile, truth);
      happens(profile);
    }
  }

  /** Someone does something, which may say nothing new of them, or something about them changes. */
  void happens(String profile) {
    Truth truth = people.get(profile);
    boolean changes = random.nextBoolean();
    if (changes) {
      truth.traits = generate.traits();
    }
    AppliedEvent event = random.nextInt(5) > 0 ? event(truth) : null;
    if (changes || event == null || truth.version == 0) {
      truth.version++;
    }
    write(profile, new Updated(state(profile, truth), event, List.of()));
  }

  void merge(String winner, String loser) {
    Truth kept = people.get(winner);
    Truth gone = people.remove(loser);
    kept.version++;
    kept.events.addAll(gone.events);
    if (random.nextBoolean()) {
      kept.traits = gone.traits;
    }
    long last = gone.version + 1;
    write(loser, new Merged(workspace, loser, last, winner));
    AppliedEvent event = random.nextBoolean() ? event(kept) : null;
    write(
        winner,
        new Updated(state(winner, kept), event, List.of(new Absorbed(loser, gone.version))));
  }

  void timePasses(Duration by) {
    wall = wall.plus(by);
  }

  void clockIsShifted(Duration by) {
    offset = offset.plus(by);
  }

  void tick() {
    wall = wall.plusMillis(1);
    Tick tick = new Tick(wall, offset.isZero() ? Map.of() : Map.of(workspace, offset.toMillis()));
    for (int number = 0; number < log.size(); number++) {
      log.get(number).add(tick.toMessage(Topic.PROFILES, number));
    }
  }

  private AppliedEvent event(Truth truth) {
    String call = RandomRules.CALLS.get(random.nextInt(RandomRules.CALLS.size()));
    String name =
        call.equals("group")
            ? null
            : RandomRules.NAMES.get(random.nextInt(RandomRules.NAMES.size()));
    Instant at =
        switch (random.nextInt(4)) {
          case 0 -> now().minusMillis(random.nextLong(4 * 86_400_000L));
          case 1 -> now().plusMillis(random.nextLong(86_400_000L));
          default -> now();
        };
    ObjectNode properties = generate.properties();
    truth.events.add(new Done(call, name, at, properties));
    String id = "evt_%s_%d".formatted(workspace, ids++);
    return new AppliedEvent(
        id,
        id,
        "src_test",
        CallType.named(call),
        name,
        at,
        now(),
        null,
        null,
        null,
        properties,
        properties.objectNode(),
        properties.objectNode(),
        Map.of());
  }

  private ProfileState state(String profile, Truth truth) {
    Map<String, JsonNode> traits = new LinkedHashMap<>();
    truth.traits.properties().forEach(each -> traits.put(each.getKey(), each.getValue()));
    return new ProfileState(
        workspace,
        profile,
        truth.version,
        List.of(),
        traits,
        Map.of(),
        Map.of(),
        null,
        now(),
        now());
  }

  private void write(String profile, ProfileMessage message) {
    String id = "msg_%d".formatted(ids++);
    Message record =
        message.toMessage(new MessageHeaders(id, ProfileMessage.TYPE, workspace, id, wall, null));
    int number = partition(profile);
    List<Message> partition = log.get(number);
    partition.add(record);
    int last = partition.size() - 1;
    if (last > read[number] && random.nextInt(4) == 0 && !isTick(partition.get(last - 1))) {
      Collections.swap(partition, last, last - 1);
    }
  }

  static boolean isTick(Message message) {
    return MessageHeaders.require(message.headers(), MessageHeaders.TYPE).equals(Tick.TYPE);
  }
}
