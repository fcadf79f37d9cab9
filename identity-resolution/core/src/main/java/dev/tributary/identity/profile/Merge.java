package dev.tributary.identity.profile;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.identity.claim.Stamp;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A merge of two people, with their state at that time.
 *
 * @param profile the profile that was merged into the other
 * @param into the profile that survived; it may have been merged itself since
 * @param stamp of the input that named both
 * @param left by which the input named {@code profile}; null where it named no identifier of it
 * @param right by which the input named {@code into}
 * @param had what {@code profile} had just before
 * @param otherHad what {@code into} had just before
 * @param rulesVersion of the identity rules in force
 */
public record Merge(
    ProfileId profile,
    ProfileId into,
    Stamp stamp,
    @Nullable Identifier left,
    @Nullable Identifier right,
    PersonSummary had,
    PersonSummary otherHad,
    long rulesVersion) {

  /** False for a merge from before details were recorded: every recorded merge has identifiers. */
  public boolean recorded() {
    return !had.identifiers().isEmpty();
  }

  /**
   * The identifiers and trait names of a person, without any value of a trait.
   *
   * @param traits names of those that had a value, sorted
   */
  public record PersonSummary(List<Identifier> identifiers, List<String> traits) {
    public static PersonSummary of(Profile profile) {
      return new PersonSummary(
          List.copyOf(profile.identifiers()),
          List.copyOf(profile.traits().winners(TraitPolicies.LATEST).keySet()));
    }
  }
}
