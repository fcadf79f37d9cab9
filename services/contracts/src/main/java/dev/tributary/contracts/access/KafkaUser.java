package dev.tributary.contracts.access;

import static dev.tributary.contracts.Topic.AUDIENCES;
import static dev.tributary.contracts.Topic.AUDIT;
import static dev.tributary.contracts.Topic.CHANGES;
import static dev.tributary.contracts.Topic.COMMANDS;
import static dev.tributary.contracts.Topic.DELIVERIES;
import static dev.tributary.contracts.Topic.EVENTS;
import static dev.tributary.contracts.Topic.EVENT_PROPERTIES;
import static dev.tributary.contracts.Topic.FACTS;
import static dev.tributary.contracts.Topic.MEMBERSHIPS;
import static dev.tributary.contracts.Topic.MODELS;
import static dev.tributary.contracts.Topic.PROFILES;
import static dev.tributary.contracts.Topic.QUARANTINE;
import static dev.tributary.contracts.Topic.READS;
import static dev.tributary.contracts.Topic.ROWS;
import static dev.tributary.contracts.Topic.SOURCES;
import static dev.tributary.contracts.Topic.SYNCS;
import static dev.tributary.contracts.Topic.TRAITS;
import static dev.tributary.contracts.Topic.WORKSPACES;

import dev.tributary.contracts.Topic;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The Kafka user of each service: the topics that it reads and writes, and the consumer groups that
 * it is a member of. An attacker who takes over one service reaches the topics of that service
 * only. When a workspace is purged, a service reads the compacted topics that it owns, to write a
 * tombstone for each key of the workspace.
 */
public enum KafkaUser {
  GATEWAY("api-gateway", reads(WORKSPACES), Set.of(), memberOf(), Followed.NOTHING),
  COLLECTOR(
      "event-collector",
      reads(WORKSPACES, SOURCES),
      writes(SOURCES, EVENTS, QUARANTINE, AUDIT, FACTS, CHANGES),
      memberOf(),
      Followed.NOTHING),
  IDENTITY(
      "identity-resolution",
      reads(WORKSPACES, MODELS, TRAITS, EVENTS, COMMANDS, ROWS, QUARANTINE, PROFILES, CHANGES),
      writes(TRAITS, PROFILES, COMMANDS, QUARANTINE, READS, AUDIT, FACTS, CHANGES),
      memberOf("identity-resolution"),
      Followed.NOTHING),
  AUDIENCE(
      "audience-builder",
      reads(WORKSPACES, MODELS, TRAITS, SYNCS, AUDIENCES, EVENT_PROPERTIES, PROFILES),
      writes(AUDIENCES, EVENT_PROPERTIES, MEMBERSHIPS, READS, AUDIT, FACTS, CHANGES),
      memberOf("audience-builder"),
      Followed.NOTHING),
  DESTINATIONS(
      "destinations",
      reads(
          WORKSPACES,
          MODELS,
          TRAITS,
          EVENT_PROPERTIES,
          AUDIENCES,
          Topic.DESTINATIONS,
          SYNCS,
          PROFILES,
          MEMBERSHIPS,
          ROWS),
      writes(Topic.DESTINATIONS, SYNCS, DELIVERIES, READS, AUDIT, FACTS, CHANGES),
      memberOf("destinations"),
      Followed.NOTHING),
  WAREHOUSE(
      "warehouse-ingestion",
      reads(WORKSPACES, MODELS, TRAITS, SYNCS, ROWS, CHANGES),
      writes(MODELS, ROWS, READS, AUDIT, FACTS, CHANGES),
      memberOf(),
      Followed.NOTHING),
  /** Its groups have the names of the service that kept the trail before, and their positions. */
  CONTROL(
      "control-plane",
      reads(
          WORKSPACES,
          TRAITS,
          EVENTS,
          COMMANDS,
          ROWS,
          QUARANTINE,
          PROFILES,
          MEMBERSHIPS,
          READS,
          AUDIT,
          FACTS,
          CHANGES),
      writes(WORKSPACES, EVENTS, READS, AUDIT, CHANGES),
      memberOf("identity-resolution-audit", "identity-resolution-administration"),
      following(
          List.of("identity-resolution", "audience-builder", "destinations"),
          SOURCES,
          MODELS,
          AUDIENCES,
          Topic.DESTINATIONS,
          SYNCS,
          EVENT_PROPERTIES));

  private final String service;
  private final Set<Topic> reads;
  private final Set<Topic> writes;
  private final List<String> groups;
  private final Followed follows;

  KafkaUser(
      String service, Set<Topic> reads, Set<Topic> writes, List<String> groups, Followed follows) {
    this.service = service;
    this.reads = reads;
    this.writes = writes;
    this.groups = groups;
    this.follows = follows;
  }

  /**
   * The user of a service by its own name; empty for an unknown service, such as a service of a
   * test.
   */
  public static Optional<KafkaUser> of(String service) {
    return Stream.of(values()).filter(user -> user.service.equals(service)).findFirst();
  }

  public String service() {
    return service;
  }

  public Set<Topic> reads() {
    return reads;
  }

  public Set<Topic> writes() {
    return writes;
  }

  /**
   * The compacted topics to which the service writes tombstones when a workspace is purged: all
   * that it writes except {@code workspaces}, which says that the workspace is purged.
   */
  public Set<Topic> purges() {
    return writes.stream()
        .filter(topic -> topic.compacted() && topic != WORKSPACES)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** All topics that the service reads, writes or follows. They must exist. */
  public Set<Topic> topics() {
    EnumSet<Topic> all = EnumSet.copyOf(reads);
    all.addAll(writes);
    all.addAll(follows.topics());
    return all;
  }

  /** The consumer groups whose positions belong to this service. */
  public List<String> groups() {
    return groups;
  }

  public Followed follows() {
    return follows;
  }

  /**
   * The prefix of the ids of all its Kafka transactions. No other service uses it. A service that
   * writes no topic has no right to any id.
   */
  public String transactions() {
    return service + "-";
  }

  private static Set<Topic> reads(Topic... topics) {
    return set(topics);
  }

  private static Set<Topic> writes(Topic... topics) {
    return set(topics);
  }

  private static Set<Topic> set(Topic... topics) {
    return Collections.unmodifiableSet(EnumSet.copyOf(List.of(topics)));
  }

  private static List<String> memberOf(String... names) {
    return List.of(names);
  }

  private static Followed following(List<String> groups, Topic... topics) {
    return new Followed(groups, set(topics));
  }

  /**
   * Groups and topics whose progress a service may see, but not their content.
   *
   * @param groups of other services, whose positions it reads
   * @param topics whose end offsets it reads, without their messages
   */
  public record Followed(List<String> groups, Set<Topic> topics) {
    static final Followed NOTHING = new Followed(List.of(), Set.of());
  }
}
