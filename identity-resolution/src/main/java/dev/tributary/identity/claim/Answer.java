package dev.tributary.identity.claim;

/**
 * What a person said about one purpose or channel.
 *
 * @param state {@link dev.tributary.contracts.profile.ConsentState} or {@link
 *     dev.tributary.contracts.profile.SubscriptionState}
 * @param source where it was said, an {@link Origin}'s text
 */
public record Answer<S>(S state, Stamp stamp, String source) {}
