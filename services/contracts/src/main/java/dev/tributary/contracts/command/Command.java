package dev.tributary.contracts.command;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.contracts.profile.SubscriptionState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request of a user or an API client to change stored state. Its key is its subject. The
 * message's id is the {@code evt_} id that the caller got.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Command.CorrectTrait.class, name = "correct-trait"),
  @JsonSubTypes.Type(value = Command.WithdrawCorrection.class, name = "withdraw-correction"),
  @JsonSubTypes.Type(value = Command.CorrectIdentifier.class, name = "correct-identifier"),
  @JsonSubTypes.Type(value = Command.SetConsent.class, name = "set-consent"),
  @JsonSubTypes.Type(value = Command.SetSubscription.class, name = "set-subscription"),
  @JsonSubTypes.Type(value = Command.MergePeople.class, name = "merge-people"),
  @JsonSubTypes.Type(value = Command.UnmergePerson.class, name = "unmerge-person"),
  @JsonSubTypes.Type(value = Command.RedecideTrait.class, name = "redecide-trait"),
  @JsonSubTypes.Type(value = Command.RebuildPeople.class, name = "rebuild-people"),
  @JsonSubTypes.Type(value = Command.Redrive.class, name = "redrive")
})
public sealed interface Command {
  String TYPE = "dev.tributary.command.v1";

  WorkspaceId workspace();

  /** The object of the command: a profile id, or the id of a quarantined input. */
  String subject();

  /** The caller: the token's subject. */
  String actor();

  /** Business time of the request. */
  Instant at();

  default Message toMessage(MessageHeaders headers) {
    return Message.of(Topic.COMMANDS, subject(), Json.write(this), headers);
  }

  /** A command about one profile. JSON names its id as the subject. */
  sealed interface OfProfile extends Command {
    /** The name of the id in JSON. */
    String SUBJECT = "subject";

    ProfileId profile();

    @Override
    default String subject() {
      return profile().value();
    }
  }

  /**
   * @param value null withdraws the trait until a source sends it again
   */
  record CorrectTrait(
      WorkspaceId workspace,
      @JsonProperty(OfProfile.SUBJECT) ProfileId profile,
      String actor,
      Instant at,
      String trait,
      @Nullable JsonNode value)
      implements OfProfile {
    /** Whether the command empties the trait. */
    public boolean withdraws() {
      return value == null || value.isNull();
    }
  }

  /**
   * The values of the sources count again: earlier corrections of the trait and of identifiers with
   * its name no longer count, and neither does an earlier withdrawal by hand.
   */
  record WithdrawCorrection(
      WorkspaceId workspace,
      @JsonProperty(OfProfile.SUBJECT) ProfileId profile,
      String actor,
      Instant at,
      String trait)
      implements OfProfile {}

  /**
   * A user decided that an identifier of a profile is wrong, and which one is right. The profile
   * keeps the wrong one, so that events with it still lead to the profile.
   *
   * @param replaced an identifier of the profile
   * @param replacement the right identifier, of the same type
   */
  record CorrectIdentifier(
      WorkspaceId workspace,
      @JsonProperty(OfProfile.SUBJECT) ProfileId profile,
      String actor,
      Instant at,
      Identifier replaced,
      Identifier replacement)
      implements OfProfile {}

  record SetConsent(
      WorkspaceId workspace,
      @JsonProperty(OfProfile.SUBJECT) ProfileId profile,
      String actor,
      Instant at,
      String purpose,
      ConsentState state)
      implements OfProfile {}

  record SetSubscription(
      WorkspaceId workspace,
      @JsonProperty(OfProfile.SUBJECT) ProfileId profile,
      String actor,
      Instant at,
      String channel,
      SubscriptionState state)
      implements OfProfile {}

  /**
   * A user decided that two profiles are one person, whatever the rules say.
   *
   * @param other the other profile
   * @param anchor the identifier by which events named the profile
   * @param identifier the identifier by which events named the other profile
   */
  record MergePeople(
      WorkspaceId workspace,
      @JsonProperty(OfProfile.SUBJECT) ProfileId profile,
      String actor,
      Instant at,
      ProfileId other,
      Identifier anchor,
      Identifier identifier)
      implements OfProfile {}

  /**
   * A user decided that a profile is two people. The data that it got from the leaving identifiers
   * become a new profile, and no evidence joins them to the remaining ones again.
   *
   * @param leaving never empty; identifiers that the profile no longer has are ignored
   */
  record UnmergePerson(
      WorkspaceId workspace,
      @JsonProperty(OfProfile.SUBJECT) ProfileId profile,
      String actor,
      Instant at,
      List<Identifier> leaving)
      implements OfProfile {}

  /**
   * A user changed the policy by which a trait's value wins. All profiles with the trait are
   * published again. Each command processes some of them, and the next command follows it.
   *
   * @param subject the trait's name
   * @param after the last processed profile id; {@link ProfileId#BEFORE_ALL} in the first command
   */
  record RedecideTrait(
      WorkspaceId workspace, String subject, String actor, Instant at, ProfileId after)
      implements Command {}

  /**
   * Makes profiles what their history results in under the rules in force, as a replay has found
   * it.
   *
   * @param subject the name of the replay's copy of the workspace, so that the commands of one
   *     replay come one after the other
   * @param rulesVersion the version of the identity rules of the replay; under any other version
   *     nothing is done
   * @param profiles the profiles to process, with all profiles that are connected with them
   */
  record RebuildPeople(
      WorkspaceId workspace,
      String subject,
      String actor,
      Instant at,
      long rulesVersion,
      List<ProfileId> profiles)
      implements Command {}

  /** Processes a quarantined input again. A second redrive of the same input has no effect. */
  record Redrive(WorkspaceId workspace, String subject, String actor, Instant at)
      implements Command {}
}
