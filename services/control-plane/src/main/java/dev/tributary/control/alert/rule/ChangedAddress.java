package dev.tributary.control.alert.rule;

import dev.tributary.contracts.access.Service;
import dev.tributary.contracts.fact.Fact;
import dev.tributary.control.alert.AlertKind;
import dev.tributary.control.alert.AlertRule;
import dev.tributary.control.alert.Finding;
import dev.tributary.control.alert.Thresholds;
import dev.tributary.control.alert.WorkspaceFacts;
import java.util.List;
import java.util.Set;

/**
 * A destination or a warehouse whose address was changed, so that secrets or data go to another
 * receiver. Each change has its own alert: an expected change must not hide a later one.
 */
final class ChangedAddress implements AlertRule {

  @Override
  public AlertKind kind() {
    return AlertKind.ADDRESS_CHANGED;
  }

  @Override
  public Set<Service> needs() {
    return Set.of(Service.CONTROL);
  }

  @Override
  public List<Finding> findings(WorkspaceFacts look, Thresholds thresholds) {
    return look.all(Fact.ChangedAddress.class)
        .map(changed ->
            Finding.ofEveryWorkspace(
                kind(),
                changed.entry(),
                changed.name(),
                "The %s “%s” was changed".formatted(changedPart(changed.kind()), changed.name()),
                "No secret that was stored for the former address is sent to the new address. The"
                    + " administration log names the user.",
                page(changed.kind()) + changed.object(),
                changed.at()))
        .toList();
  }

  /** Pages call a warehouse a data connection. Its password also belongs to its user. */
  private static String changedPart(String kind) {
    return kind.equals("destination")
        ? "address of the destination"
        : "address, user or encryption of the data connection";
  }

  private static String page(String kind) {
    return kind.equals("destination") ? "/destinations/" : "/connections/";
  }
}
