package dev.tributary.gateway.alert;

import dev.tributary.gateway.routing.Service;
import java.util.List;
import java.util.Set;

/** Decides from what is known what a person should hear of. Pure. */
public interface AlertRule {
  AlertKind kind();

  /**
   * Who must have answered in this look. While one of them is away the rule is not asked, and its
   * alerts stay as they are.
   */
  Set<Service> needs();

  List<Finding> findings(Look look, Thresholds thresholds);
}
