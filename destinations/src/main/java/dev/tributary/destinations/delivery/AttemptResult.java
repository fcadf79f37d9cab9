package dev.tributary.destinations.delivery;

import dev.tributary.destinations.connector.CountedRefusal;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.ledger.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The result of an attempt as a whole.
 *
 * @param outcome the state of all rows, or {@code mixed}; {@code submitted} if all stay in a job
 * @param refusals what the vendor refused without naming the items, by reason
 * @param exchanges the requests and their answers, in order
 */
public record AttemptResult(
    String outcome, List<CountedRefusal> refusals, List<Egress.Exchange> exchanges) {

  static AttemptResult of(
      List<AttemptReport> reports, List<Outcome> outcomes, List<Egress.Exchange> exchanges) {
    List<String> states =
        reports.stream().map(report -> report.state().wireName()).distinct().toList();
    return new AttemptResult(
        states.isEmpty()
            ? State.SUBMITTED.wireName()
            : states.size() == 1 ? states.getFirst() : "mixed",
        refusals(outcomes),
        exchanges);
  }

  public long refused() {
    return refusals.stream().mapToLong(CountedRefusal::count).sum();
  }

  /**
   * The refusals of all calls. Each item of a call has the refusals of its whole call, so a call is
   * counted with its last item. Two calls with equal refusals are two.
   */
  private static List<CountedRefusal> refusals(List<Outcome> outcomes) {
    Map<Outcome.PartlyRefused, Integer> seen = new LinkedHashMap<>();
    Map<String, Long> counts = new LinkedHashMap<>();
    for (Outcome outcome : outcomes) {
      if (outcome instanceof Outcome.PartlyRefused call
          && seen.merge(call, 1, Integer::sum) % call.items() == 0) {
        call.refusals()
            .forEach(refusal -> counts.merge(refusal.reason(), refusal.count(), Long::sum));
      }
    }
    List<CountedRefusal> all = new ArrayList<>();
    counts.forEach((reason, count) -> all.add(new CountedRefusal(reason, count)));
    return all;
  }
}
