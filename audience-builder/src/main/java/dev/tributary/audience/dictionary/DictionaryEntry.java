package dev.tributary.audience.dictionary;

import dev.tributary.audience.rule.Rule.EventKind;

/** An entry of the data dictionary: a trait, or a kind of event. */
public sealed interface DictionaryEntry {
  record OfTrait(String trait) implements DictionaryEntry {}

  record OfEvent(EventKind event) implements DictionaryEntry {}
}
