package dev.tributary.destinations.declared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.Call;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Protocol;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The request that a manifest declares for an erasure. */
class ForgetRequestsTest {
  @Test
  void theRequestHasTheRecordsAndItsAnswersDecide() {
    Connector connector = Sample.connector(erasing(withWords()));
    Protocol protocol =
        connector.forget(
            Sample.batch(
                Sample.target("{}"),
                "people",
                Operation.REMOVE,
                "{}",
                Sample.item(1, "email", "Ann@example.org", "{}"),
                Sample.item(2, "email", "ben@example.org", "{}")));
    assertThat(protocol).isInstanceOf(Protocol.DirectCalls.class);
    Call call = ((Protocol.DirectCalls) Objects.requireNonNull(protocol)).calls().getFirst();
    assertThat(Sample.text(call.request()))
        .contains("POST https://api.example.com/v1/erasures")
        .contains("{\"people\":[\"ann@example.org\",\"ben@example.org\"]}");
    assertThat(call.reading().outcomes(Sample.answer(202, ""), Sample.NOW))
        .isEqualTo(List.of(new Outcome.Delivered(null), new Outcome.Delivered(null)));
  }

  @Test
  void anObjectWithoutTheRequestErasesNothing() {
    assertThat(
            Sample.connector(Sample.GOOD)
                .forget(
                    Sample.batch(
                        Sample.target("{}"),
                        "people",
                        Operation.REMOVE,
                        "{}",
                        Sample.item(1, "email", "ann@example.org", "{}"))))
        .isNull();
  }

  @Test
  void theObjectMustSayWhatTheErasureLeaves() {
    assertThat(Sample.faults(erasing(Sample.GOOD)))
        .singleElement()
        .asString()
        .contains("/objects/0/requests/forget: is there, but the object does not say");
  }

  private static String withWords() {
    return Sample.with(
        "    removal: deleted\n",
        "    removal: deleted\n    forget: { what: deleted, words: The CRM keeps nothing }\n");
  }

  private static String erasing(String manifest) {
    assertThat(manifest).contains("\nanswers:\n  people:\n");
    return manifest.replace(
        "\nanswers:\n  people:\n",
        """

              forget:
                method: POST
                path: /v1/erasures
                body: { people: { $each: "${item.knownAs | lower}" } }
                answers: [{ status: 202, outcome: delivered, body: ignored }]
        answers:
          people:
        """);
  }
}
