package dev.tributary.destinations.declared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.Call;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.CountedRefusal;
import dev.tributary.destinations.connector.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Requests whose items are in a job of the vendor, and the question for its result. */
class ResultQuestionsTest {
  private static final String ANSWERS =
      """
          - status: 200
            outcome: delivered
          - status: 404
            outcome: missing
      """;

  private static final String SUBMITTED =
      """
          - status: 200
            outcome: submitted
            job: /id
            wait: 60
        result:
          - { status: 200, when: { at: /state, is: busy }, outcome: submitted }
          - { status: 200, when: { at: /state, is: lost }, outcome: transient }
          - status: 200
            when: { at: /state, is: done }
            outcome: accepted
            refused:
              at: /errors
              count: /count
              reason: /code
              of: [/added/total, /removed/total]
              known: [exists]
      """;

  private static final Batch THREE =
      Sample.batch(
          "people",
          Sample.item(1, "email", "ann@example.org", "{}"),
          Sample.item(2, "email", "ben@example.org", "{}"),
          Sample.item(3, "email", "cia@example.org", "{}"));

  private static String manifest() {
    return Sample.with(ANSWERS, SUBMITTED)
        .replace(
            "      remove:\n",
            "      result:\n"
                + "        method: GET\n"
                + "        path: /v1/imports/${job.id}\n"
                + "        answers: result\n"
                + "      remove:\n");
  }

  private static List<Outcome> result(int status, String body) {
    Call question = Sample.connector(manifest()).question(THREE, "i-1");
    return question.reading().outcomes(Sample.answer(status, body), Sample.NOW);
  }

  @Test
  void aRequestNamesTheJobThatHasItsItems() {
    Connector connector = Sample.connector(manifest());
    assertThat(Sample.read(connector, THREE, 200, "{\"id\": \"i-1\"}"))
        .hasSize(3)
        .containsOnly(new Outcome.Submitted("i-1", Sample.NOW.plusSeconds(60), ""));
    assertThat(Sample.read(connector, THREE, 200, "{}"))
        .hasSize(3)
        .hasOnlyElementsOfType(Outcome.Ambiguous.class);
    assertThat(Sample.text(connector.question(THREE, "i/1").request()))
        .startsWith("GET https://api.example.com/v1/imports/i%2F1\n");
  }

  @Test
  void aJobThatIsNotDoneIsAskedAboutAgain() {
    assertThat(result(200, "{\"state\": \"busy\"}"))
        .hasSize(3)
        .containsOnly(new Outcome.Submitted("i-1", Sample.NOW, ""));
  }

  @Test
  void refusalsAreCountedByTheirReasons() {
    assertThat(
            result(
                200,
                "{\"state\": \"done\", \"added\": {\"total\": \"3\"}, \"errors\": [{\"code\":"
                    + " \"consent\", \"count\": \"1\"}, {\"code\": \"exists\", \"count\": \"1\"}]}"))
        .hasSize(3)
        .containsOnly(new Outcome.PartlyRefused(3, List.of(new CountedRefusal("consent", 1))));
    assertThat(result(200, "{\"state\": \"done\", \"added\": {\"total\": \"3\"}}"))
        .hasSize(3)
        .containsOnly(new Outcome.Accepted(null));
    assertThat(
            result(
                200,
                "{\"state\": \"done\", \"removed\": {\"total\": 3}, \"errors\": [{\"code\":"
                    + " \"consent\", \"count\": 3}]}"))
        .hasSize(3)
        .containsOnly(new Outcome.Rejected(null, "3 of 3 records were refused: 3 consent"));
    assertThat(result(200, "{\"state\": \"done\", \"errors\": [{\"code\": \"consent\"}]}"))
        .hasSize(3)
        .hasOnlyElementsOfType(Outcome.Ambiguous.class);
  }

  /** For example, items of the job are deleted, or one of them has several values in it. */
  @Test
  void numbersOfOtherItemsSayNothingAboutTheseUnlessAllAreRefused() {
    String errors = "\"errors\": [{\"code\": \"consent\", \"count\": %d}]}";
    assertThat(
            result(200, "{\"state\": \"done\", \"added\": {\"total\": 5}, " + errors.formatted(3)))
        .hasSize(3)
        .containsOnly(new Outcome.Accepted(null));
    assertThat(
            result(200, "{\"state\": \"done\", \"added\": {\"total\": 5}, " + errors.formatted(5)))
        .hasSize(3)
        .hasOnlyElementsOfType(Outcome.Rejected.class);
  }

  /** {@code Transient} sends the items again, so it needs the vendor's word. */
  @Test
  void anAnswerThatSaysNothingAboutTheJobRefusesNothing() {
    for (int status : List.of(200, 400, 404, 413, 422, 500, 503)) {
      assertThat(result(status, "{}"))
          .as("%d", status)
          .hasSize(3)
          .hasOnlyElementsOfType(Outcome.Ambiguous.class);
    }
    assertThat(result(200, "<html>")).hasOnlyElementsOfType(Outcome.Ambiguous.class);
    assertThat(result(401, "{}")).hasOnlyElementsOfType(Outcome.Unauthorised.class);
    assertThat(result(429, "{}")).hasOnlyElementsOfType(Outcome.RateLimited.class);
    assertThat(result(200, "{\"state\": \"lost\"}")).hasOnlyElementsOfType(Outcome.Transient.class);
  }

  /** The steps of an erasure, and a removal of former values, ask for no result. */
  @Test
  void aRemovalCanBeInAJobToo() {
    Batch removal =
        Sample.batch(
            Sample.target("{}"),
            "people",
            Operation.REMOVE,
            "{}",
            Sample.item(1, "email", "ann@example.org", "{}"));
    assertThat(Sample.read(Sample.connector(manifest()), removal, 200, "{\"id\": 7}"))
        .containsExactly(new Outcome.Submitted("7", Sample.NOW.plusSeconds(60), ""));
  }

  @Test
  void aJobNeedsAQuestionAndAQuestionNeedsAJob() {
    assertThat(Sample.faults(Sample.with(ANSWERS, SUBMITTED)).toString())
        .contains("result", "is missing: an answer is \"submitted\"");
    assertThat(
            Sample.faults(
                    manifest()
                        .replace(
                            "outcome: submitted\n      job: /id\n      wait: 60",
                            "outcome: accepted"))
                .toString())
        .contains("is never sent: no answer to write, update or remove is \"submitted\"");
    assertThat(Sample.faults(manifest().replace("      job: /id\n", "")).toString())
        .contains("job", "is missing; accepted is a JSON pointer to the name of the job");
    assertThat(
            Sample.faults(
                    manifest()
                        .replace(
                            "is: busy }, outcome: submitted",
                            "is: busy }, outcome: submitted, job: /id"))
                .toString())
        .contains("is not accepted here: the question is about a job that is known");
    assertThat(Sample.faults(manifest().replace("        count: /count\n", "")).toString())
        .contains("count", "is missing; accepted is a JSON pointer within a reason");
    assertThat(
            Sample.faults(
                    Sample.with(
                        "    - status: 200\n      outcome: delivered\nsources",
                        "    - { status: 200, outcome: submitted, job: /id }\nsources"))
                .toString())
        .contains("is not accepted here: the request carries no item");
  }
}
