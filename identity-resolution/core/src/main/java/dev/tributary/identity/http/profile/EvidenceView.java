package dev.tributary.identity.http.profile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.identity.http.Masking;
import dev.tributary.identity.http.Sources;
import dev.tributary.identity.http.profile.ProfileView.IdentifierView;
import dev.tributary.identity.profile.Edge;
import dev.tributary.identity.profile.ProfileQueries.Person;
import dev.tributary.runtime.openapi.ValueSchemas;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An identifier, with the evidence that joins it to the other identifiers of the person.
 *
 * @param type the type of the identifier, for example {@code email}
 * @param value a text, or masked
 * @param evidence each event or row that joined the identifier with another one; the earliest for
 *     each pair
 */
@Schema(name = "IdentifierEvidence")
public record EvidenceView(
    String type, @Schema(ref = ValueSchemas.MASKABLE_TEXT) JsonNode value, List<Seen> evidence) {

  /**
   * The event or row that joined an identifier with another one.
   *
   * @param with the other identifier
   * @param source the source or the model that first named the two together
   * @param event the event that joined them, or the run of the row
   * @param time when an event or a row first named the two together
   * @param messageId the message id that the client gave to the event
   * @param rulesVersion the version of the identity rules under which the event or row was
   *     processed
   */
  @Schema(name = "IdentifierSighting")
  public record Seen(
      IdentifierView with,
      String source,
      String event,
      Instant time,
      @Nullable String messageId,
      long rulesVersion) {}

  static List<EvidenceView> of(Person person, Masking masking) {
    List<EvidenceView> views = new ArrayList<>();
    for (Identifier identifier : person.profile().identifiers()) {
      List<Seen> evidence = new ArrayList<>();
      for (Edge edge : person.edges()) {
        if (edge.left().equals(identifier)) {
          evidence.add(seen(edge, edge.right(), masking));
        } else if (edge.right().equals(identifier)) {
          evidence.add(seen(edge, edge.left(), masking));
        }
      }
      views.add(
          new EvidenceView(identifier.type(), masking.personal(identifier.value()), evidence));
    }
    return views;
  }

  private static Seen seen(Edge edge, Identifier with, Masking masking) {
    return new Seen(
        IdentifierView.of(with, masking),
        Sources.view(edge.source(), masking),
        edge.stamp().cause(),
        edge.stamp().time(),
        edge.messageId(),
        edge.rulesVersion());
  }
}
