package dev.tributary.sandbox.hubspot;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/** A static list: members are added and removed explicitly. Guarded by the account's lock. */
final class CrmList {
  /** As HubSpot's API returns it. */
  @RecordBuilder
  record Definition(
      String listId,
      int listVersion,
      String name,
      String objectTypeId,
      String processingType,
      String processingStatus,
      long size,
      Instant createdAt,
      Instant updatedAt) {}

  private final String id;
  private final ObjectType type;
  private final String processingType;
  private final Instant createdAt;
  private final TreeMap<Long, Instant> members = new TreeMap<>();
  private String name;
  private int version = 1;
  private Instant updatedAt;

  CrmList(String id, String name, ObjectType type, String processingType, Instant now) {
    this.id = id;
    this.name = name;
    this.type = type;
    this.processingType = processingType;
    this.createdAt = now;
    this.updatedAt = now;
  }

  /** Restores a saved list. */
  CrmList(Memory.Members list) {
    var was = list.definition();
    this(
        was.listId(),
        was.name(),
        ObjectType.named(was.objectTypeId()),
        was.processingType(),
        was.createdAt());
    version = was.listVersion();
    updatedAt = was.updatedAt();
    members.putAll(list.members());
  }

  Memory.Members memory() {
    return new Memory.Members(definition(), Map.copyOf(members));
  }

  ObjectType type() {
    return type;
  }

  String name() {
    return name;
  }

  Definition definition() {
    return CrmListDefinitionBuilder.builder()
        .listId(id)
        .listVersion(version)
        .name(name)
        .objectTypeId(type.id())
        .processingType(processingType)
        .processingStatus("COMPLETE")
        .size(members.size())
        .createdAt(createdAt)
        .updatedAt(updatedAt)
        .build();
  }

  /** Record ids with the time at which each joined, in the order of the ids. */
  SequencedMap<Long, Instant> members() {
    return Collections.unmodifiableSequencedMap(members);
  }

  boolean has(String recordId) {
    return members.containsKey(Long.parseLong(recordId));
  }

  void rename(String newName, Instant now) {
    name = newName;
    version++;
    updatedAt = now;
  }

  /** Returns the ids that were not members before. */
  List<String> add(Collection<String> recordIds, Instant now) {
    var added = new ArrayList<String>();
    for (var recordId : recordIds) {
      if (members.putIfAbsent(Long.parseLong(recordId), now) == null) {
        added.add(recordId);
      }
    }
    return added;
  }

  /** Returns the ids that were members. */
  List<String> remove(Collection<String> recordIds) {
    var removed = new ArrayList<String>();
    for (var recordId : recordIds) {
      if (members.remove(Long.parseLong(recordId)) != null) {
        removed.add(recordId);
      }
    }
    return removed;
  }
}
