package dev.tributary.identity.memory;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.memory.MemoryTables.Link;
import dev.tributary.identity.memory.MemoryTables.LinkKey;
import dev.tributary.identity.store.LinkStore;
import java.util.Collection;
import java.util.Map;

record MemoryLinkStore(MemoryTransaction tx) implements LinkStore {
  @Override
  public void keep(Collection<DeviceLink> found) {
    for (DeviceLink each : found) {
      tx.tables()
          .links
          .merge(
              new LinkKey(each.workspace(), each.device(), each.person()),
              new Link(1, each.stamp().time(), each.stamp().time(), each.stamp().cause()),
              MemoryLinkStore::and);
    }
  }

  private static Link and(Link one, Link other) {
    int order = one.last().compareTo(other.last());
    boolean later = order != 0 ? order < 0 : one.lastEvent().compareTo(other.lastEvent()) < 0;
    return new Link(
        one.events() + other.events(),
        one.first().isBefore(other.first()) ? one.first() : other.first(),
        later ? other.last() : one.last(),
        later ? other.lastEvent() : one.lastEvent());
  }

  @Override
  public void copy(WorkspaceId from, WorkspaceId to) {
    for (Map.Entry<LinkKey, Link> each : Map.copyOf(tx.tables().links).entrySet()) {
      LinkKey key = each.getKey();
      if (key.workspace().equals(from)) {
        tx.tables().links.putIfAbsent(new LinkKey(to, key.device(), key.person()), each.getValue());
      }
    }
  }
}
