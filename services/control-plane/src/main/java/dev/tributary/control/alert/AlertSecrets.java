package dev.tributary.control.alert;

import dev.tributary.contracts.id.WorkspaceId;

/** Seals the secrets of a workspace's alert settings before they are stored. */
public interface AlertSecrets {

  /** A secret of the alert settings. */
  enum Field {
    SLACK_URL,
    SIGNING_SECRET
  }

  String seal(WorkspaceId workspace, Field field, String secret);
}
