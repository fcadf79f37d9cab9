package dev.tributary.destinations.http.delivery;

import static java.util.stream.Collectors.groupingBy;

import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.deliveries.DeliveryCause;
import dev.tributary.destinations.http.visibility.MemberVisibility;
import dev.tributary.runtime.tenancy.Approximate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The numbers of causes that a caller without the right to personal data may see. */
final class CauseNumbers {
  private CauseNumbers() {}

  /**
   * The numbers of the causes of concealed syncs. The causes of a state are parts of the number of
   * this state, which the sync shows.
   *
   * @param causes all causes of each of their syncs
   */
  static Map<DeliveryCause, Approximate> approximate(
      List<DeliveryCause> causes, MemberVisibility visibility) {
    Map<StateOfSync, List<DeliveryCause>> wholes =
        causes.stream()
            .filter(cause -> visibility.conceals(cause.sync()))
            .collect(groupingBy(cause -> new StateOfSync(cause.sync(), cause.state())));
    Map<DeliveryCause, Approximate> numbers = new HashMap<>();
    wholes.forEach((whole, parts) -> {
      List<Approximate> of =
          visibility.parts(whole.sync(), parts.stream().map(DeliveryCause::count).toList());
      for (int i = 0; i < of.size(); i++) {
        numbers.put(parts.get(i), of.get(i));
      }
    });
    return numbers;
  }

  private record StateOfSync(SyncId sync, String state) {}
}
