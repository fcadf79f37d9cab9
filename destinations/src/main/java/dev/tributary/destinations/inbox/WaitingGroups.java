package dev.tributary.destinations.inbox;

import java.util.List;

/**
 * The groups of one kind.
 *
 * @param groups the most frequent first
 * @param more whether there can be groups that are not in the list
 */
public record WaitingGroups<T>(List<T> groups, boolean more) {
  public WaitingGroups {
    groups = List.copyOf(groups);
  }
}
