package dev.tributary.audience.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.audience.rule.NaiveReference.Done;
import dev.tributary.audience.rule.RandomRules;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.event.CallType;
import dev.tributary.contracts.event.Tick;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SourceId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.AppliedEvent;
import dev.tributary.contracts.profile.AppliedEventBuilder;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.contracts.profile.ProfileMessage;
import dev.tributary.contracts.profile.ProfileMessage.Absorbed;
import dev.tributary.contracts.profile.ProfileMessage.Merged;
import dev.tributary.contracts.profile.ProfileMessage.Unmerged;
import dev.tributary.contracts.profile.ProfileMessage.UnmergedFrom;
import dev.tributary.contracts.profile.ProfileMessage.Updated;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.contracts.profile.ProfileStateBuilder;
import dev.tributary.contracts.unmerge.UnmergePlan;
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
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Utils;

/**
 * People as identity resolution knows them, and the log that it writes: the truth of a model test.
 * Messages of one profile may stand in the log out of version order.
 */
final class SimulatedIdentity {
  static final Instant BEGIN = Instant.parse("2026-03-28T12:00:00Z");

  private final WorkspaceId workspace;
  private final SplittableRandom random;
  private final RandomRules generate;
  private final Map<ProfileId, Truth> people = new TreeMap<>();

  /** An id is never given again, also when its person was merged away. */
  private final Set<ProfileId> given = new HashSet<>();

  private final List<List<Message>> log = new ArrayList<>();
  private final int[] read = new int[Topic.PROFILES.partitions()];
  private Instant wall = BEGIN;
  private Duration offset = Duration.ZERO;
  private int ids;
  private int separated;

  static final class Truth {
    long version;
    ObjectNode traits;
    Map<String, ConsentState> consent = Map.of();
    final Map<EventId, Done> events = new LinkedHashMap<>();

    /** Ids of others that lead here. */
    final Set<ProfileId> aliases = new TreeSet<>();
  }

  SimulatedIdentity(WorkspaceId workspace, SplittableRandom random, RandomRules generate) {
    this.workspace = workspace;
    this.random = random;
    this.generate = generate;
    for (int i = 0; i < Topic.PROFILES.partitions(); i++) {
      log.add(new ArrayList<>());
    }
  }

  /** Those that exist, under the ids that survive. */
  Map<ProfileId, Truth> people() {
    return people;
  }

  Instant now() {
    return wall.plus(offset);
  }

  static int partition(ProfileId profile) {
    byte[] key = profile.value().getBytes(StandardCharsets.UTF_8);
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
    ProfileId profile = new ProfileId("prf_%s_%04d".formatted(workspace, random.nextInt(10_000)));
    if (given.add(profile)) {
      Truth truth = new Truth();
      truth.traits = generate.traits();
      truth.consent = generate.consent();
      people.put(profile, truth);
      happens(profile);
    }
  }

  /** Someone does something, which may say nothing new of them, or something about them changes. */
  void happens(ProfileId profile) {
    Truth truth = people.get(profile);
    boolean changes = random.nextBoolean();
    if (changes) {
      if (random.nextBoolean()) {
        truth.traits = generate.traits();
      } else {
        truth.consent = generate.consent();
      }
    }
    AppliedEvent event = random.nextInt(5) > 0 ? event(truth) : null;
    if (changes || event == null || truth.version == 0) {
      truth.version++;
    }
    write(profile, new Updated(state(profile, truth), event, List.of()));
  }

  void merge(ProfileId winner, ProfileId loser) {
    Truth kept = people.get(winner);
    Truth gone = people.remove(loser);
    kept.version++;
    kept.events.putAll(gone.events);
    kept.aliases.addAll(gone.aliases);
    kept.aliases.add(loser);
    if (random.nextBoolean()) {
      kept.traits = gone.traits;
    }
    kept.consent = stricter(kept.consent, gone.consent);
    long last = gone.version + 1;
    write(loser, new Merged(workspace, loser, last, winner));
    AppliedEvent event = random.nextBoolean() ? event(kept) : null;
    write(
        winner,
        new Updated(state(winner, kept), event, List.of(new Absorbed(loser, gone.version))));
  }

  /**
   * Some of what someone did, and some of the ids that lead to them, become another's.
   *
   * @return what a preview would have told of it
   */
  Unmerge unmerge(ProfileId profile) {
    Truth stays = people.get(profile);
    Truth leaves = new Truth();
    ProfileId into = new ProfileId("prf_%s_z%04d".formatted(workspace, separated++));
    people.put(into, leaves);
    long version = stays.version++;
    leaves.version = 1;
    leaves.traits = random.nextBoolean() ? stays.traits : generate.traits();
    leaves.consent = random.nextBoolean() ? stays.consent : generate.consent();
    if (random.nextBoolean()) {
      stays.traits = generate.traits();
    }
    if (random.nextBoolean()) {
      stays.consent = generate.consent();
    }
    take(stays.events.keySet(), id -> leaves.events.put(id, stays.events.get(id)));
    take(stays.aliases, leaves.aliases::add);
    List<ProfileMessage> told = new ArrayList<>();
    List<EventId> events = new ArrayList<>(leaves.events.keySet());
    List<ProfileId> aliases = List.copyOf(leaves.aliases);
    boolean shorter = leaves.events.size() <= stays.events.size();
    UnmergePlan parting =
        new UnmergePlan(
            version,
            new UnmergePlan.Side(state(profile, stays), List.copyOf(stays.aliases)),
            new UnmergePlan.Side(state(UnmergePlan.NEW_PROFILE, leaves), aliases),
            new UnmergePlan.DividedEvents(
                shorter, Set.copyOf((shorter ? leaves : stays).events.keySet())));
    do {
      List<EventId> chunk = events.subList(0, Math.min(events.size(), random.nextInt(4)));
      told.add(
          new Unmerged(
              workspace,
              profile,
              stays.version,
              into,
              told.isEmpty() ? aliases : List.of(),
              List.copyOf(chunk)));
      chunk.clear();
    } while (!events.isEmpty());
    told.add(new Updated(state(profile, stays), null, List.of()));
    writeTogether(profile, told);
    write(into, new UnmergedFrom(state(into, leaves), profile, stays.version));
    return new Unmerge(into, parting);
  }

  /** As a merge decides while nobody has answered again. */
  private static Map<String, ConsentState> stricter(
      Map<String, ConsentState> one, Map<String, ConsentState> other) {
    Map<String, ConsentState> both = new TreeMap<>(one);
    other.forEach(
        (purpose, state) -> both.merge(purpose, state, (a, b) -> a == b ? a : ConsentState.DENIED));
    return both;
  }

  record Unmerge(ProfileId into, UnmergePlan parting) {}

  private <T> void take(Set<T> from, Consumer<T> to) {
    for (T each : List.copyOf(from)) {
      if (random.nextBoolean()) {
        to.accept(each);
        from.remove(each);
      }
    }
  }

  void timePasses(Duration by) {
    wall = wall.plus(by);
  }

  void clockIsShifted(Duration by) {
    offset = offset.plus(by);
  }

  void tick() {
    wall = wall.plusMillis(1);
    tell(Tick.of(wall, Map.of(), offsets()));
  }

  /** Time passes for others: the workspace's own stands somewhere behind. */
  void heldBackTick() {
    wall = wall.plusMillis(1);
    Instant behind = wall.minusMillis(random.nextLong(2 * 86_400_000L));
    tell(Tick.of(wall, Map.of(workspace, behind), offsets()));
  }

  /** Comes late, and says nothing new. */
  void staleTick() {
    tell(new Tick(wall.minusMillis(random.nextLong(1, 2 * 86_400_000L)), Map.of()));
  }

  private Map<WorkspaceId, Long> offsets() {
    return offset.isZero() ? Map.of() : Map.of(workspace, offset.toMillis());
  }

  private void tell(Tick tick) {
    for (int number = 0; number < log.size(); number++) {
      log.get(number).add(tick.toMessage(Topic.PROFILES, number));
    }
  }

  private AppliedEvent event(Truth truth) {
    String call = RandomRules.CALLS.get(random.nextInt(RandomRules.CALLS.size()));
    String name =
        call.equals("group") || call.equals("alias")
            ? null
            : RandomRules.NAMES.get(random.nextInt(RandomRules.NAMES.size()));
    Instant at =
        switch (random.nextInt(4)) {
          case 0 -> now().minusMillis(random.nextLong(4 * 86_400_000L));
          case 1 -> now().plusMillis(random.nextLong(86_400_000L));
          default -> now();
        };
    ObjectNode properties = generate.properties();
    EventId id = new EventId("evt_%s_%d".formatted(workspace, ids++));
    truth.events.put(id, new Done(call, name, at, properties));
    // Some of it came at the top level, as did other values of what the properties hold.
    ObjectNode inside = properties.deepCopy();
    List<String> fields = properties.properties().stream().map(Map.Entry::getKey).toList();
    ObjectNode others = generate.properties().retain(fields);
    for (String field : fields) {
      if (random.nextInt(4) == 0) {
        others.set(field, inside.remove(field));
      }
    }
    return AppliedEventBuilder.builder()
        .eventId(id)
        .messageId(id.value())
        .source(new SourceId("src_test"))
        .type(CallType.named(call))
        .name(name)
        .timestamp(at)
        .receivedAt(now())
        .userId(null)
        .anonymousId(null)
        .groupId(null)
        .properties(inside)
        .context(properties.objectNode())
        .integrations(properties.objectNode())
        .consent(Map.of())
        .category(null)
        .previousId(null)
        .others(others)
        .build();
  }

  private ProfileState state(ProfileId profile, Truth truth) {
    Map<String, JsonNode> traits = new LinkedHashMap<>();
    truth.traits.properties().forEach(each -> traits.put(each.getKey(), each.getValue()));
    return ProfileStateBuilder.builder()
        .workspace(workspace)
        .profile(profile)
        .version(truth.version)
        .identifiers(List.of(new Identifier(Identifier.USER_ID, profile.value())))
        .traits(traits)
        .consent(truth.consent)
        .subscriptions(Map.of())
        .lastGroup(null)
        .firstSeen(now())
        .lastSeen(now())
        .build();
  }

  private void write(ProfileId profile, ProfileMessage message) {
    writeTogether(profile, List.of(message));
  }

  /** What one transaction tells of someone keeps its order; a message of another may come last. */
  private void writeTogether(ProfileId profile, List<ProfileMessage> messages) {
    int number = partition(profile);
    List<Message> partition = log.get(number);
    int first = partition.size();
    for (ProfileMessage message : messages) {
      String id = "msg_%d".formatted(ids++);
      partition.add(
          message.toMessage(
              new MessageHeaders(id, ProfileMessage.TYPE, workspace, id, wall, null)));
    }
    if (first > read[number] && random.nextInt(4) == 0 && !isTick(partition.get(first - 1))) {
      Collections.rotate(partition.subList(first - 1, partition.size()), -1);
    }
  }

  static boolean isTick(Message message) {
    return MessageHeaders.require(message.headers(), MessageHeaders.TYPE).equals(Tick.TYPE);
  }
}
