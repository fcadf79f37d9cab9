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
import java.util.Optional;
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

  /** The shipped synonyms, which are in effect while none are stored. */
  public SynonymSpec unset() {
    List<String> shipped = entry().map(new Synonyms(Map.of())::of).orElse(List.of());
    return new SynonymSpec(trait, call, event, shipped);
  }

  public static Synonyms all(Collection<SynonymSpec> stored) {
    Map<DictionaryEntry, List<String>> chosen = new HashMap<>();
    stored.forEach(spec -> spec.entry().ifPresent(entry -> chosen.put(entry, spec.synonyms)));
    return new Synonyms(chosen);
  }

  /** Empty for a call that this version does not know. */
  private Optional<DictionaryEntry> entry() {
    return trait == null
        ? Optional.ofNullable(Call.named(call))
            .map(named -> new DictionaryEntry.OfEvent(new EventKind(named, event)))
        : Optional.of(new DictionaryEntry.OfTrait(trait));
  }
}
