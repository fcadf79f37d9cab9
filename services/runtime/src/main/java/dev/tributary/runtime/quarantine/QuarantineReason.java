package dev.tributary.runtime.quarantine;

import dev.tributary.contracts.UnknownMessage;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why a message is in quarantine. */
public enum QuarantineReason {
  /**
   * Its type, major version or kind is not known. The next version that knows it redrives the
   * message.
   */
  UNKNOWN,
  /** It failed even when it was alone. It is redriven when a user asks for it. */
  FAILED;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<QuarantineReason> named(String name) {
    return Arrays.stream(values()).filter(reason -> reason.wireName().equals(name)).findFirst();
  }

  static QuarantineReason of(Throwable failure) {
    return UnknownMessage.causes(failure) ? UNKNOWN : FAILED;
  }
}
