package dev.tributary.identity.http.profile;

import dev.tributary.contracts.event.SourceKind;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.contracts.profile.SubscriptionState;
import dev.tributary.definitions.http.Actor;
import dev.tributary.identity.claim.Answer;
import dev.tributary.identity.http.Masking;
import dev.tributary.identity.http.Sources;
import dev.tributary.identity.profile.ProfileQueries.Answered;
import dev.tributary.identity.profile.ProfileQueries.Person;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The consent and the subscriptions of a person. A purpose or channel that was never answered is
 * absent.
 *
 * @param consent the answer in force, by purpose
 * @param subscriptions the answer in force, by channel
 * @param history newest first, with the answers of all profiles that were merged into this one
 */
@Schema(name = "Consent")
public record ConsentView(
    Map<String, CurrentConsent> consent,
    Map<String, CurrentSubscription> subscriptions,
    List<PastAnswer> history) {

  /**
   * The answer about a purpose that is in force, and its origin.
   *
   * @param state what the person answered about the purpose
   * @param source where the answer comes from
   * @param by the kind of the write key, or {@code server} if the answer did not need a write key
   * @param event the event or the command with the answer, or the run of the row
   * @param time when the person answered
   */
  @Schema(name = "CurrentConsent")
  public record CurrentConsent(
      ConsentState state, String source, SourceKind by, String event, Instant time) {}

  /**
   * The answer about a channel that is in force, and its origin.
   *
   * @param state what the person answered about the channel
   * @param source where the answer comes from
   * @param by the kind of the write key, or {@code server} if the answer did not need a write key
   * @param event the event or the command with the answer, or the run of the row
   * @param time when the person answered
   */
  @Schema(name = "CurrentSubscription")
  public record CurrentSubscription(
      SubscriptionState state, String source, SourceKind by, String event, Instant time) {}

  /**
   * One answer of a person about a purpose or a channel.
   *
   * @param about {@code consent} or {@code subscription}
   * @param name the purpose or the channel
   * @param state what the person answered
   * @param source where the answer comes from
   * @param by the kind of the write key; a grant of a {@code browser} may not count
   * @param event the event or the command with the answer, or the run of the row
   * @param time when the person answered
   * @param author the user or the API client who set the answer; null for the answer of an event or
   *     a row, and if the author was not recorded
   */
  @Schema(name = "PastConsent")
  public record PastAnswer(
      String about,
      String name,
      String state,
      String source,
      SourceKind by,
      String event,
      Instant time,
      @Nullable Actor author) {}

  /**
   * @param actors who sent the commands among the answers, by the id of the command
   */
  static ConsentView of(
      Person person, List<Answered> answers, Map<String, Actor> actors, Masking masking) {
    return new ConsentView(
        each(
            person.profile().currentConsent(person.edges()),
            answer ->
                new CurrentConsent(
                    answer.state(),
                    Sources.view(answer.source(), masking),
                    answer.by(),
                    answer.stamp().cause(),
                    answer.stamp().time())),
        each(
            person.profile().currentSubscriptions(person.edges()),
            answer ->
                new CurrentSubscription(
                    answer.state(),
                    Sources.view(answer.source(), masking),
                    answer.by(),
                    answer.stamp().cause(),
                    answer.stamp().time())),
        answers.stream().map(answered -> past(answered, actors, masking)).toList());
  }

  private static PastAnswer past(Answered answered, Map<String, Actor> actors, Masking masking) {
    return new PastAnswer(
        answered.about(),
        answered.name(),
        answered.state(),
        Sources.view(answered.source(), masking),
        answered.by(),
        answered.cause(),
        answered.time(),
        actors.get(answered.cause()));
  }

  private static <S, V> Map<String, V> each(
      Map<String, Answer<S>> answers, Function<Answer<S>, V> shown) {
    Map<String, V> all = new TreeMap<>();
    answers.forEach((name, answer) -> all.put(name, shown.apply(answer)));
    return all;
  }
}
