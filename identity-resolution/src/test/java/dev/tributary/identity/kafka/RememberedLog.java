package dev.tributary.identity.kafka;

import dev.tributary.contracts.Topic;
import dev.tributary.identity.acceptance.LogPosition;
import dev.tributary.identity.trial.PastInput;
import dev.tributary.identity.trial.Watch;
import dev.tributary.runtime.loop.Input;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A log of inputs that a test has sent. */
class RememberedLog implements PastLog {
  private final Map<LogPosition, Input> byPosition = new HashMap<>();
  private final Deque<Input> rows = new ArrayDeque<>();

  RememberedLog(Collection<Input> inputs) {
    inputs.forEach(input -> byPosition.put(Endings.position(input), input));
    rows.addAll(inOrder(inputs));
  }

  /** Rows in the order of their runs. */
  static List<Input> inOrder(Collection<Input> inputs) {
    return inputs.stream()
        .filter(input -> input.partition().topic().equals(Topic.ROWS.topicName()))
        .sorted(Comparator.comparing(Retelling::at).thenComparing(Input::offset))
        .toList();
  }

  @Override
  public Map<LogPosition, Input> at(Collection<PastInput> inputs, Watch watch) {
    Map<LogPosition, Input> found = new HashMap<>(byPosition);
    found.keySet().retainAll(inputs.stream().map(PastInput::position).toList());
    return found;
  }

  @Override
  public void readOn() {}

  @Override
  public @Nullable Input nextRow(Watch watch) {
    return rows.poll();
  }

  @Override
  public void close() {}
}
