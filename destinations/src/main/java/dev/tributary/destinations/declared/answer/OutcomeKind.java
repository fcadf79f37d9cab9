package dev.tributary.destinations.declared.answer;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The outcomes that an answer can be declared to mean, with the keys that say more. */
enum OutcomeKind {
  DELIVERED("vendorId"),
  ACCEPTED("vendorId", "refused", "words"),
  SUBMITTED("job", "wait"),
  REJECTED("field", "words"),
  REFUSED_EXISTING("words"),
  REFUSED_MISSING("words"),
  WAITS_FOR_RECORD("words"),
  REFUSED_TOGETHER("field", "words"),
  MISSING("words"),
  EXISTS("vendorId", "words"),
  PLACE_GONE("words"),
  RATE_LIMITED("wait", "words"),
  QUOTA_SPENT("wait", "words"),
  UNAUTHORISED("words"),
  GONE("words"),
  TRANSIENT("wait", "words"),
  AMBIGUOUS("words"),
  MISCONFIGURED("setting", "words");

  static final Map<String, OutcomeKind> BY_NAME =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(OutcomeKind::wireName, each -> each));

  private final Set<String> keys;

  OutcomeKind(String... keys) {
    this.keys = Set.of(keys);
  }

  Set<String> keys() {
    return keys;
  }

  String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether the vendor has read the items, and refuses the content of one of them. */
  boolean isOfContent() {
    return this == REFUSED_TOGETHER;
  }

  /** Whether the vendor has the item. A page of a proxy must not be taken for it. */
  boolean isSuccess() {
    return this == DELIVERED || this == ACCEPTED || this == SUBMITTED;
  }
}
