package dev.tributary.contracts.definition;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The classification of a trait says who may see its values. A trait without a classification
 * counts as personal.
 */
public enum Classification {
  /** All callers who may see the workspace. */
  HARMLESS,
  /** Callers who may read personal data. */
  PERSONAL,
  /** Nobody, except an admin who may read personal data and asks for this one value. */
  SENSITIVE;

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  @JsonCreator
  public static Classification of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** Empty for an unknown name. */
  public static Optional<Classification> named(@Nullable String name) {
    return Arrays.stream(values()).filter(each -> each.wireName().equals(name)).findFirst();
  }
}
