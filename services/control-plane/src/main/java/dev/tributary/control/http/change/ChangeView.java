package dev.tributary.control.http.change;

import dev.tributary.contracts.change.ChangeSubject;
import dev.tributary.contracts.change.ChangedObjects;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A kind of objects in which something has changed. It has no values: a client reads what it shows
 * again.
 *
 * @param subject the kind of objects, by the first segment of their path below the workspace;
 *     {@code memberships}: who is in audiences
 * @param ids the ids of the changed objects, and of objects that the change is about, such as the
 *     profile of a delivery; empty if objects of any id may have changed
 */
@Schema(name = "ChangedObjects")
public record ChangeView(ChangeSubject subject, List<String> ids) {
  static ChangeView of(ChangedObjects changed) {
    return new ChangeView(changed.subject(), changed.ids());
  }
}
