package dev.tributary.audience.dictionary;

import dev.tributary.audience.rule.Path;
import dev.tributary.audience.rule.Rule.EventKind;

/** The place of values: a trait, or a property of events. */
public sealed interface ValuePlace {
  record OfTrait(Path trait) implements ValuePlace {}

  record OfProperty(EventKind event, Path property) implements ValuePlace {}
}
