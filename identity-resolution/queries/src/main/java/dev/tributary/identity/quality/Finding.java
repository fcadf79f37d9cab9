package dev.tributary.identity.quality;

import org.jspecify.annotations.Nullable;

/**
 * A flaw of one value.
 *
 * @param suggestion the domain that was probably meant
 */
record Finding(Flaw flaw, @Nullable String suggestion) {
  static Finding of(Flaw flaw) {
    return new Finding(flaw, null);
  }
}
