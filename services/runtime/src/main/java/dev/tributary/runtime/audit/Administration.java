package dev.tributary.runtime.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.audit.FieldChange;
import dev.tributary.runtime.definition.AuditedChange;
import dev.tributary.runtime.definition.NamedObject;
import jakarta.enterprise.context.RequestScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The facts about the current request that the trail of administration needs. Use cases may add
 * facts that neither the request's address nor the stored objects contain.
 */
@RequestScoped
public class Administration {
  private final List<FieldChange> details = new ArrayList<>();
  private final List<AuditedChange> changes = new ArrayList<>();
  private JsonNode asked = Json.MAPPER.createObjectNode();
  private JsonNode replaced = Json.MAPPER.createObjectNode();
  private @Nullable RequestedChange requestedChange;
  private boolean written;
  private boolean recorded;

  /**
   * A fact that belongs to the entry, such as the role that a user gets. Call this before the
   * change. The same fact counts once, because a change is computed again if another one was
   * faster.
   */
  public void detail(FieldChange detail) {
    if (!details.contains(detail)) {
      details.add(detail);
    }
  }

  /**
   * Takes back what an earlier computation of the same change added with {@link #detail}. Call this
   * before a change that may be computed again adds it.
   */
  public void withoutDetail(FieldChange detail) {
    details.remove(detail);
  }

  /**
   * The content of a request, for a change whose stored objects do not show it. Secrets and
   * addresses in it are recognised by the names of their fields.
   *
   * @param content the object that the body was bound to
   */
  public void given(Object content) {
    asked = Json.MAPPER.valueToTree(content);
  }

  /**
   * Declares the object that the content of the request replaces, or that a request without content
   * deletes. Call this before the change.
   *
   * @param held has the same fields as the object of {@link #given}
   */
  public void replaces(Object held) {
    replaced = Json.MAPPER.valueToTree(held);
  }

  /** Call this once, before the use case. */
  public void begin(RequestedChange begun) {
    requestedChange = begun;
  }

  /** Null if the request changes nothing that is recorded. */
  public @Nullable RequestedChange requestedChange() {
    return requestedChange;
  }

  /**
   * Declares the object of the request, if the path does not name it or names it in another way.
   *
   * @param kind as in paths and codes: {@code client}
   * @param name at this time; null if the trail must not contain it
   */
  public void concerns(String kind, String object, @Nullable String name) {
    if (requestedChange != null) {
      requestedChange = requestedChange.of(kind, object, name);
    }
  }

  /** Other objects that the request finds are not its own. */
  void found(NamedObject found) {
    if (requestedChange == null) {
      return;
    }
    AdministrationEntry.Act act = requestedChange.act();
    boolean named = found.id().equals(act.object()) || found.key().equals(act.object());
    if (named && found.kind().equals(act.kind())) {
      concerns(found.kind(), found.id(), found.name());
    }
  }

  void transactionBegun() {
    changes.clear();
    written = false;
  }

  void changed(AuditedChange changed) {
    changes.add(changed);
  }

  List<AuditedChange> changes() {
    return List.copyOf(changes);
  }

  List<FieldChange> details() {
    List<FieldChange> all = new ArrayList<>(details);
    all.addAll(Differences.between("", replaced, asked, Set.of()));
    return List.copyOf(all);
  }

  /** The current transaction contains an entry. */
  void written() {
    written = true;
  }

  void committed() {
    recorded |= written;
    changes.clear();
  }

  /** The outcome of the request is in the trail. */
  void settled() {
    recorded = true;
  }

  /** Whether an entry of the request is committed. */
  public boolean recorded() {
    return recorded;
  }
}
