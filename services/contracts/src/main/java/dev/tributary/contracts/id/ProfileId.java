package dev.tributary.contracts.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The id of a profile. The order of ids is the order of their texts.
 *
 * @param value any text; the ids of profiles begin with {@code prf_}; JSON contains only this text
 */
public record ProfileId(@JsonValue String value) implements Comparable<ProfileId> {
  /** Comes before the id of every profile, and is the id of none: a list by ids begins after it. */
  public static final ProfileId BEFORE_ALL = new ProfileId("");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public ProfileId {
    Objects.requireNonNull(value);
  }

  /** The id with a text that may be missing; null for null. */
  public static @Nullable ProfileId ofNullable(@Nullable String value) {
    return value == null ? null : new ProfileId(value);
  }

  /** The text of an id that may be missing; null for null. */
  public static @Nullable String textOf(@Nullable ProfileId profile) {
    return profile == null ? null : profile.value();
  }

  /** The texts, for a query's parameter. */
  public static String[] values(Collection<ProfileId> profiles) {
    return profiles.stream().map(ProfileId::value).toArray(String[]::new);
  }

  @Override
  public int compareTo(ProfileId other) {
    return value.compareTo(other.value);
  }

  /** The text, so that logs and problems show the plain id. */
  @Override
  public String toString() {
    return value;
  }
}
