package dev.tributary.testkit.architecture.sample.ids;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;

/** A record with a text in place of an id, beside ids with types. */
public record Membership(WorkspaceId workspace, String audience, ProfileId profile) {

  /** The names of parameters count, also those of a method that only the package can call. */
  static int compare(String syncId, String destinationId, String other) {
    return apart(syncId, destinationId) + other.length();
  }

  /** A private method is called by its neighbours only. */
  private static int apart(String sync, String destination) {
    return sync.compareTo(destination);
  }
}
