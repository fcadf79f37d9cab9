package dev.tributary.audience.rule;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.tributary.contracts.profile.ConsentState;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The answer of a person about a purpose, as rules ask for it. */
public enum ConsentAnswer {
  GRANTED,
  DENIED,
  /** The person has never answered. */
  UNKNOWN;

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The answer with that wire name, or null. */
  public static @Nullable ConsentAnswer named(@Nullable String name) {
    for (ConsentAnswer answer : values()) {
      if (answer.wireName().equals(name)) {
        return answer;
      }
    }
    return null;
  }

  /** All wire names, for errors. */
  public static String allNames() {
    return Arrays.stream(values()).map(ConsentAnswer::wireName).collect(Collectors.joining(", "));
  }

  /**
   * @param state null if the person has never answered
   */
  public static ConsentAnswer of(@Nullable ConsentState state) {
    return switch (state) {
      case GRANTED -> GRANTED;
      case DENIED -> DENIED;
      case null -> UNKNOWN;
    };
  }
}
