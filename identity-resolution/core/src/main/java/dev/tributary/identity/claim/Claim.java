package dev.tributary.identity.claim;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.contracts.profile.SubscriptionState;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The content of one input about one person.
 *
 * @param identifiers normalised, without repeats, strongest first: the first one anchors answers
 *     and evidence. Empty for a command that names its profile.
 * @param leftOut identifiers in the input that do not count
 * @param traits by name
 * @param consent by purpose
 * @param subscriptions by channel
 * @param group of a group call
 */
@RecordBuilder
public record Claim(
    WorkspaceId workspace,
    Origin origin,
    Stamp stamp,
    List<Identifier> identifiers,
    List<LeftOut> leftOut,
    Map<String, TraitValue> traits,
    Map<String, Answer<ConsentState>> consent,
    Map<String, Answer<SubscriptionState>> subscriptions,
    @Nullable String group) {

  /**
   * The same claim, with fewer identifiers.
   *
   * @param more further identifiers that do not count
   */
  public Claim without(List<Identifier> kept, List<LeftOut> more) {
    List<LeftOut> all = new ArrayList<>(leftOut);
    all.addAll(more);
    return ClaimBuilder.builder(this).identifiers(kept).leftOut(all).build();
  }
}
