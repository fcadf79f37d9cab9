package dev.tributary.contracts.command;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.contracts.profile.SubscriptionState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that a person or an API client asks of hot state. Keyed by what it concerns; the
 * message's id is the {@code evt_} id that the caller was given.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Command.CorrectTrait.class, name = "correct-trait"),
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

  String workspace();

  /** What the command concerns: a profile id, or the id of a quarantined input. */
  String subject();

  /** Who asked: the token's subject. */
  String actor();

  /** Business time of the request. */
  Instant at();

  default Message toMessage(MessageHeaders headers) {
    return Message.of(Topic.COMMANDS, subject(), Json.write(this), headers);
  }

  /**
   * @param value null withdraws the trait until a source gives it again
   */
  record CorrectTrait(
      String workspace,
      String subject,
      String actor,
      Instant at,
      String trait,
      @Nullable JsonNode value)
      implements Command {}

  record SetConsent(
      String workspace,
      String subject,
      String actor,
      Instant at,
      String purpose,
      ConsentState state)
      implements Command {}

  record SetSubscription(
      String workspace,
      String subject,
      String actor,
      Instant at,
      String channel,
      SubscriptionState state)
      implements Command {}

  /**
   * Somebody decided that two profiles are one person, whatever the rules say.
   *
   * @param other the other profile
   * @param anchor by which events named the subject
   * @param identifier by which they named the other
   */
  record MergePeople(
      String workspace,
      String subject,
      String actor,
      Instant at,
      String other,
      Identifier anchor,
      Identifier identifier)
      implements Command {}

  /**
   * Somebody decided that a profile is two people. What it learned from the identifiers that leave
   * becomes a new profile, and no evidence joins them to those that stay again.
   *
   * @param leaving never empty; those that the profile no longer has do not count
   */
  record UnmergePerson(
      String workspace, String subject, String actor, Instant at, List<Identifier> leaving)
      implements Command {}

  /**
   * Somebody changed by which policy a trait's value wins. Everybody who has the trait is told of
   * anew; each command does some of them and is followed by the next.
   *
   * @param subject the trait's name
   * @param after the profile id after which to go on; empty for the first
   */
  record RedecideTrait(String workspace, String subject, String actor, Instant at, String after)
      implements Command {}

  /**
   * Makes people what their history comes to under the rules in force, as a replay has found it.
   *
   * @param subject the replay's shadow, so that those of one replay come one after the other
   * @param rulesVersion that the replay held to; under any other nothing is done
   * @param profiles whom to look at, with everybody whom they have to do with
   */
  record RebuildPeople(
      String workspace,
      String subject,
      String actor,
      Instant at,
      long rulesVersion,
      List<String> profiles)
      implements Command {}

  /** Puts a quarantined input back on its way; a second redrive of the same one has no effect. */
  record Redrive(String workspace, String subject, String actor, Instant at) implements Command {}
}
