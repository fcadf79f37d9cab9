package dev.tributary.identity.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.event.SourceKind;
import dev.tributary.identity.claim.Answer;
import dev.tributary.identity.postgres.ProfileReads.Answered;
import dev.tributary.identity.postgres.ProfileReads.Person;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a person allows and wants. A purpose or channel that was never answered is absent.
 *
 * @param history newest first, of everyone who was merged into this person
 */
@Schema(name = "Consent")
public record ConsentView(
    Map<String, Current<?>> consent, Map<String, Current<?>> subscriptions, List<Past> history) {

  /**
   * The answer that holds, and where it comes from.
   *
   * @param by of whose write key; {@code server} where none was needed
   */
  public record Current<S>(S state, JsonNode source, SourceKind by, String event, Instant time) {}

  /**
   * @param about {@code consent} or {@code subscription}
   * @param name the purpose or the channel
   * @param by of whose write key; what a {@code browser} grants may not count
   */
  @Schema(name = "PastConsent")
  public record Past(
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
                new Past(
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
