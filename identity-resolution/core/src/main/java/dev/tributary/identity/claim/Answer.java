package dev.tributary.identity.claim;

import dev.tributary.contracts.event.SourceKind;
import java.util.List;
import java.util.stream.Stream;

/**
 * The answer of a person about one purpose or channel.
 *
 * @param state {@link dev.tributary.contracts.profile.ConsentState} or {@link
 *     dev.tributary.contracts.profile.SubscriptionState}
 * @param source where the answer was given, an {@link Origin}'s text
 * @param by the kind of source whose write key was used; an input that needs no write key counts as
 *     a server's
 * @param tied answers that other requests gave at the same time; almost always empty
 */
public record Answer<S>(S state, Stamp stamp, String source, SourceKind by, List<Answer<S>> tied) {
  /** An answer of a server, of a row, or by hand. */
  public Answer(S state, Stamp stamp, String source) {
    this(state, stamp, source, SourceKind.SERVER);
  }

  public Answer(S state, Stamp stamp, String source, SourceKind by) {
    this(state, stamp, source, by, List.of());
  }

  /** This answer and those that are tied with it, each as a single answer. */
  public Stream<Answer<S>> each() {
    return tied.isEmpty()
        ? Stream.of(this)
        : Stream.concat(Stream.of(tiedWith(List.of())), tied.stream());
  }

  public Answer<S> tiedWith(List<Answer<S>> others) {
    return new Answer<>(state, stamp, source, by, List.copyOf(others));
  }
}
