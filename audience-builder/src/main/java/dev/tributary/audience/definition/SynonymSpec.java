package dev.tributary.audience.definition;

import dev.tributary.audience.dictionary.DictionaryEntry;
import dev.tributary.audience.dictionary.Synonyms;
import dev.tributary.audience.rule.Rule.Call;
import dev.tributary.audience.rule.Rule.EventKind;
import dev.tributary.contracts.Json;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The stored synonyms of a trait, or of a kind of event. One of {@code trait} and {@code call} is
 * null.
 *
 * @param call the wire name of the call
 * @param event null for events without a name
 */
public record SynonymSpec(
    @Nullable String trait, @Nullable String call, @Nullable String event, List<String> synonyms) {
  public static final String KIND = "synonyms";

  public SynonymSpec {
    synonyms = List.copyOf(synonyms);
  }

  /** Identifies the entry of the dictionary: its trait, or its call and event, as a JSON list. */
  public String key() {
    return trait == null
        ? Json.MAPPER.createArrayNode().add(call).add(event).toString()
        : Json.MAPPER.createArrayNode().add(trait).toString();
  }

  /** The name that users see. */
  public String name() {
    if (trait != null) {
      return trait;
    }
    return event == null ? String.valueOf(call) : event;
  }

  public static Synonyms all(Collection<SynonymSpec> stored) {
    Map<DictionaryEntry, List<String>> chosen = new HashMap<>();
    for (SynonymSpec spec : stored) {
      Call named = Call.named(spec.call);
      if (spec.trait != null) {
        chosen.put(new DictionaryEntry.OfTrait(spec.trait), spec.synonyms);
      } else if (named != null) {
        chosen.put(new DictionaryEntry.OfEvent(new EventKind(named, spec.event)), spec.synonyms);
      }
    }
    return new Synonyms(chosen);
  }
}
