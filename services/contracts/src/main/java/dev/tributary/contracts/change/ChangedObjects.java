package dev.tributary.contracts.change;

import java.util.List;

/**
 * A subject of a workspace in which something has changed.
 *
 * @param ids of the changed objects, and of objects that the change is about, such as the profile
 *     of a delivery; empty if they are not known or too many
 */
public record ChangedObjects(ChangeSubject subject, List<String> ids) {
  public ChangedObjects {
    ids = List.copyOf(ids);
  }
}
