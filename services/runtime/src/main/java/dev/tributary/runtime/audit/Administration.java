package dev.tributary.runtime.audit;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.audit.FieldChange;
import dev.tributary.runtime.postgres.Witness.Changed;
import jakarta.enterprise.context.RequestScoped;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the current request for the trail of administration. Use cases may add what the
 * request's address and the stored objects do not tell.
 */
@RequestScoped
public class Administration {
  private final List<FieldChange> details = new ArrayList<>();
  private final List<Changed> changes = new ArrayList<>();
  private @Nullable Deed deed;
  private boolean written;
  private boolean recorded;

  /**
   * A fact that belongs to the entry, such as the role that somebody is given. Say it before the
   * change.
   */
  public void detail(FieldChange detail) {
    details.add(detail);
  }

  /**
   * All that a request asks for, where no stored object tells it. Secrets and addresses in it are
   * known by the names of their fields.
   *
   * @param asked what the body was read into
   */
  public void given(Object asked) {
    details.addAll(Differences.between("", null, Json.MAPPER.valueToTree(asked)));
  }

  void begin(Deed begun) {
    deed = begun;
  }

  @Nullable Deed deed() {
    return deed;
  }

  void transactionBegun() {
    changes.clear();
    written = false;
  }

  void changed(Changed changed) {
    changes.add(changed);
  }

  List<Changed> changes() {
    return List.copyOf(changes);
  }

  List<FieldChange> details() {
    return List.copyOf(details);
  }

  /** An entry stands in the current transaction. */
  void written() {
    written = true;
  }

  void committed() {
    recorded |= written;
    changes.clear();
  }

  /** Whether an entry of the request is committed. */
  boolean recorded() {
    return recorded;
  }
}
