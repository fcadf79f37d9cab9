package dev.tributary.identity.resolution;

import java.util.Comparator;

/** A profile of a workspace: the key by which profiles are locked, in order. */
public record ProfileKey(String workspace, String profile) implements Comparable<ProfileKey> {
  private static final Comparator<ProfileKey> ORDER =
      Comparator.comparing(ProfileKey::workspace).thenComparing(ProfileKey::profile);

  @Override
  public int compareTo(ProfileKey other) {
    return ORDER.compare(this, other);
  }
}
