package dev.tributary.identity.claim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.command.Command;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.contracts.profile.SubscriptionState;
import java.util.List;
import java.util.Map;

/** Reads a command that was sent over REST as a claim about the profile that it names. */
public final class CommandClaims {
  private CommandClaims() {}

  /**
   * @param id the id of the command, {@code evt_}
   */
  public static Claim of(Command.CorrectTrait command, String id) {
    Stamp stamp = new Stamp(command.at(), id);
    JsonNode value = command.value();
    TraitValue corrected = new TraitValue(value == null ? NullNode.instance : value, stamp);
    return claim(command, stamp, Map.of(command.trait(), corrected), Map.of(), Map.of());
  }

  /** Null of an origin of its own: the values of the other origins by hand stay as they are. */
  public static Claim of(Command.WithdrawCorrection command, String id) {
    Stamp stamp = new Stamp(command.at(), id);
    TraitValue withdrawn = new TraitValue(NullNode.instance, stamp);
    return ClaimBuilder.builder(
            claim(command, stamp, Map.of(command.trait(), withdrawn), Map.of(), Map.of()))
        .origin(Origin.WITHDRAWN_CORRECTION)
        .build();
  }

  /** The value of the trait is kept under the replaced identifier, which is therefore the first. */
  public static Claim of(Command.CorrectIdentifier command, String id) {
    Stamp stamp = new Stamp(command.at(), id);
    Identifier replacement = command.replacement();
    TraitValue corrected = new TraitValue(TextNode.valueOf(replacement.value()), stamp);
    return ClaimBuilder.builder(
            claim(command, stamp, Map.of(replacement.type(), corrected), Map.of(), Map.of()))
        .origin(Origin.CORRECTED_IDENTIFIER)
        .identifiers(List.of(command.replaced(), replacement))
        .build();
  }

  public static Claim of(Command.SetConsent command, String id) {
    Stamp stamp = new Stamp(command.at(), id);
    Answer<ConsentState> answer = new Answer<>(command.state(), stamp, Origin.MANUAL.text());
    return claim(command, stamp, Map.of(), Map.of(command.purpose(), answer), Map.of());
  }

  public static Claim of(Command.SetSubscription command, String id) {
    Stamp stamp = new Stamp(command.at(), id);
    Answer<SubscriptionState> answer = new Answer<>(command.state(), stamp, Origin.MANUAL.text());
    return claim(command, stamp, Map.of(), Map.of(), Map.of(command.channel(), answer));
  }

  public static Claim of(Command.MergePeople command, String id) {
    Stamp stamp = new Stamp(command.at(), id);
    return ClaimBuilder.builder()
        .workspace(command.workspace())
        .origin(Origin.MANUAL)
        .stamp(stamp)
        .identifiers(List.of(command.anchor(), command.identifier()))
        .leftOut(List.of())
        .traits(Map.of())
        .consent(Map.of())
        .subscriptions(Map.of())
        .group(null)
        .build();
  }

  private static Claim claim(
      Command command,
      Stamp stamp,
      Map<String, TraitValue> traits,
      Map<String, Answer<ConsentState>> consent,
      Map<String, Answer<SubscriptionState>> subscriptions) {
    return ClaimBuilder.builder()
        .workspace(command.workspace())
        .origin(Origin.MANUAL)
        .stamp(stamp)
        .identifiers(List.of())
        .leftOut(List.of())
        .traits(traits)
        .consent(consent)
        .subscriptions(subscriptions)
        .group(null)
        .build();
  }
}
