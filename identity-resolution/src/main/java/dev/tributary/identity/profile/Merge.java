package dev.tributary.identity.profile;

import dev.tributary.contracts.Identifier;
import dev.tributary.identity.claim.Stamp;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two people who turned out to be one, as it was when they did.
 *
 * @param profile the one that was taken in
 * @param into the one that lived on; it may have been taken in itself since
 * @param stamp of what named both
 * @param left by which it named {@code profile}; null where nothing named it by an identifier
 * @param right by which it named {@code into}
 * @param had what {@code profile} had just before
 * @param otherHad what {@code into} had just before
 * @param rulesVersion of the identity rules that held
 */
public record Merge(
    String profile,
    String into,
    Stamp stamp,
    @Nullable Identifier left,
    @Nullable Identifier right,
    Had had,
    Had otherHad,
    long rulesVersion) {

  /** False for one from before merges were on record: whoever was taken in had identifiers. */
  public boolean recorded() {
    return !had.identifiers().isEmpty();
  }

  /**
   * What a person was known by, without any trait's value.
   *
   * @param traits names of those that had a value, sorted
   */
  public record Had(List<Identifier> identifiers, List<String> traits) {
    public static Had of(Profile profile) {
      return new Had(
          List.copyOf(profile.identifiers()),
          List.copyOf(profile.traits().winners(TraitPolicies.LATEST).keySet()));
    }
  }
}
