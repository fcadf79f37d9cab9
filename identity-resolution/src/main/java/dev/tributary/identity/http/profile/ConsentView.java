package dev.tributary.identity.http.profile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.event.SourceKind;
import dev.tributary.identity.claim.Answer;
import dev.tributary.identity.http.Masking;
import dev.tributary.identity.http.Sources;
import dev.tributary.identity.profile.ProfileQueries.Answered;
import dev.tributary.identity.profile.ProfileQueries.Person;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

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
    Map<String, Current<?>> consent,
    Map<String, Current<?>> subscriptions,
    List<PastAnswer> history) {

  /**
   * The answer that is in force, and its origin.
   *
   * @param state what the person answered about the purpose or the channel
   * @param source where the answer comes from
   * @param by the kind of the write key; {@code server} where none was needed
   * @param event the event or the command with the answer, or the run of the row
   * @param time when the person answered
   */
  public record Current<S>(S state, JsonNode source, SourceKind by, String event, Instant time) {}

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
   */
  @Schema(name = "PastConsent")
  public record PastAnswer(
      String about,
      String name,
      String state,
      JsonNode source,
      SourceKind by,
      String event,
      Instant time) {}

  static ConsentView of(Person person, List<Answered> answers, Masking masking) {
    return new ConsentView(
        current(person.profile().currentConsent(person.edges()), masking),
        current(person.profile().currentSubscriptions(person.edges()), masking),
        answers.stream()
            .map(each ->
                new PastAnswer(
                    each.about(),
                    each.name(),
                    each.state(),
                    Sources.view(each.source(), masking),
                    each.by(),
                    each.cause(),
                    each.time()))
            .toList());
  }

  private static <S> Map<String, Current<?>> current(
      Map<String, Answer<S>> answers, Masking masking) {
    Map<String, Current<?>> current = new TreeMap<>();
    answers.forEach((name, answer) ->
        current.put(
            name,
            new Current<>(
                answer.state(),
                Sources.view(answer.source(), masking),
                answer.by(),
                answer.stamp().cause(),
                answer.stamp().time())));
    return current;
  }
}
