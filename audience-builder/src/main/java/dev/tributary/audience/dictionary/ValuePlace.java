package dev.tributary.audience.dictionary;

import dev.tributary.audience.rule.Path;
import dev.tributary.audience.rule.Rule.EventKind;

/** Where values stand. */
public sealed interface ValuePlace {
  record OfTrait(Path trait) implements ValuePlace {}

  record OfProperty(EventKind event, Path property) implements ValuePlace {}
}
