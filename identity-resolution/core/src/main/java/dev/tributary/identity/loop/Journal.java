package dev.tributary.identity.loop;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.contracts.profile.SubscriptionState;
import dev.tributary.identity.claim.Answer;
import dev.tributary.identity.claim.Claim;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.store.JournalStore;
import dev.tributary.identity.store.JournalStore.Answered;
import dev.tributary.identity.store.JournalStore.TraitSeen;
import dev.tributary.identity.store.JournalStoreAnsweredBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/** The values that one poll records: each answer as it was given, and names of traits. */
final class Journal {
  private final List<Answered> answers = new ArrayList<>();
  private final SortedSet<TraitSeen> traits = new TreeSet<>();

  void note(Claim claim, Profile profile) {
    claim
        .traits()
        .forEach((trait, value) -> {
          if (!value.withdrawn()) {
            traits.add(new TraitSeen(claim.workspace(), trait, type(value.value())));
          }
        });
    claim
        .consent()
        .forEach((purpose, answer) ->
            note(claim, profile, Answered.CONSENT, purpose, answer, ConsentState::wireName));
    claim
        .subscriptions()
        .forEach((channel, answer) ->
            note(
                claim,
                profile,
                Answered.SUBSCRIPTION,
                channel,
                answer,
                SubscriptionState::wireName));
  }

  private <S> void note(
      Claim claim,
      Profile profile,
      String about,
      String name,
      Answer<S> answer,
      Function<S, String> wireName) {
    answers.add(
        JournalStoreAnsweredBuilder.builder()
            .workspace(claim.workspace())
            .profile(profile.id())
            .about(about)
            .name(name)
            .state(wireName.apply(answer.state()))
            .source(answer.source())
            .by(answer.by())
            .cause(answer.stamp().cause())
            .at(answer.stamp().time())
            .anchor(profile.anchor(claim))
            .build());
  }

  private static String type(JsonNode value) {
    return value.getNodeType().name().toLowerCase(Locale.ROOT);
  }

  void save(JournalStore store) {
    store.seen(traits);
    store.answered(answers);
  }
}
