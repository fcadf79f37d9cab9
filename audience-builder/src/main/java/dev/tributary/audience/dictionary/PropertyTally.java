package dev.tributary.audience.dictionary;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.audience.rule.DeclaredTypes;
import dev.tributary.audience.rule.Rule.EventKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts the properties of all events, and the parts of these properties. Confined to one thread.
 */
public final class PropertyTally {
  private static final int KINDS = 200;
  private static final int OF_KIND = 200;

  /** Of all kinds: a source that uses a new name for each value has a mistake. */
  private static final int NAMES = 20_000;

  private final DeclaredTypes declared;
  private final NameBudget names = new NameBudget(NAMES);
  private final Map<EventKind, FieldTally> kinds = new HashMap<>();
  private boolean leftOut;

  public PropertyTally(DeclaredTypes declared) {
    this.declared = declared;
  }

  /** A property of the events of a kind. */
  public record Counted(EventKind kind, FieldTally.Field field) {}

  public void add(EventKind kind, ObjectNode properties, long at) {
    FieldTally tally = kinds.get(kind);
    if (tally == null) {
      if (kinds.size() == KINDS) {
        leftOut = true;
        return;
      }
      tally = new FieldTally(declared.of(kind), names);
      kinds.put(kind, tally);
    }
    tally.addWithParts(properties, at);
  }

  /** The most frequent first. */
  public TruncatedList<Counted> most(int limit) {
    boolean cut = leftOut;
    List<Counted> all = new ArrayList<>();
    for (Map.Entry<EventKind, FieldTally> kind : kinds.entrySet()) {
      TruncatedList<FieldTally.Field> fields = kind.getValue().most(OF_KIND);
      cut |= fields.more();
      fields.first().forEach(field -> all.add(new Counted(kind.getKey(), field)));
    }
    all.sort(
        Comparator.comparingLong((Counted each) -> each.field().count())
            .reversed()
            .thenComparing(each -> each.kind().call())
            .thenComparing(each -> String.valueOf(each.kind().name()))
            .thenComparing(each -> each.field().name()));
    return TruncatedList.of(all, limit, cut);
  }
}
