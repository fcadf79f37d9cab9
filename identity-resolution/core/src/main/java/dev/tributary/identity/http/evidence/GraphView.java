package dev.tributary.identity.http.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.identity.http.Masking;
import dev.tributary.identity.http.Sources;
import dev.tributary.identity.profile.Edge;
import dev.tributary.identity.profile.Merge;
import dev.tributary.identity.profile.ProfileQueries.Person;
import dev.tributary.identity.profile.Unmerge;
import dev.tributary.runtime.openapi.ValueSchemas;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How a person was formed: identifiers, the evidence between them, and the merges.
 *
 * @param profile the id of the profile
 * @param identifiers the identifiers of the person; {@code index} in the edges counts them from 0
 * @param edges the earliest evidence of each pair, oldest first
 * @param merges the newest hundred, in the order in which they happened
 * @param unmerges the newest hundred in which this person was created or lost identifiers, newest
 *     first
 */
@Schema(name = "ProfileGraph")
public record GraphView(
    ProfileId profile,
    List<Node> identifiers,
    List<EdgeView> edges,
    List<MergeView> merges,
    List<UnmergeView> unmerges) {

  /**
   * An identifier of the person, as a node of the graph.
   *
   * @param type the type of the identifier, for example {@code email}
   * @param value a text, or masked
   * @param since when it was first seen together with another one; when the person was first seen,
   *     where it is the only one
   */
  @Schema(name = "IdentifierInGraph")
  public record Node(
      String type, @Schema(ref = ValueSchemas.MASKABLE_TEXT) JsonNode value, Instant since) {}

  /**
   * One of the two identifiers that evidence joins.
   *
   * @param type the type of the identifier
   * @param value a text, or masked
   * @param index the index in {@code identifiers}, from 0, because masked values look alike
   */
  @Schema(name = "EndOfEdge")
  public record End(
      String type, @Schema(ref = ValueSchemas.MASKABLE_TEXT) JsonNode value, int index) {}

  /**
   * The earliest evidence that joins two identifiers.
   *
   * @param left one of the two identifiers
   * @param right the other identifier
   * @param source the source or the model that first named the two together
   * @param cause the event that joined them, or the run of the row
   * @param at when an event or a row first named the two together
   * @param messageId the message id that the client gave to the event
   * @param rulesVersion the version of the identity rules under which the event or row was
   *     processed
   */
  @Schema(name = "Edge")
  public record EdgeView(
      End left,
      End right,
      String source,
      String cause,
      Instant at,
      @Nullable String messageId,
      long rulesVersion) {}

  static GraphView of(Person person, List<Merge> merges, List<Unmerge> unmerges, Masking masking) {
    Map<Identifier, Instant> since = since(person.edges());
    Map<Identifier, End> ends = new HashMap<>();
    List<Node> nodes = new ArrayList<>();
    for (Identifier each : person.profile().identifiers()) {
      JsonNode value = masking.personal(each.value());
      ends.put(each, new End(each.type(), value, nodes.size()));
      nodes.add(
          new Node(each.type(), value, since.getOrDefault(each, person.profile().firstSeen())));
    }
    List<EdgeView> edges = new ArrayList<>();
    for (Edge edge : person.edges()) {
      End left = ends.get(edge.left());
      End right = ends.get(edge.right());
      if (left != null && right != null) {
        edges.add(view(edge, left, right, masking));
      }
    }
    return new GraphView(
        person.profile().id(),
        nodes,
        edges,
        merges.stream().map(merge -> MergeView.of(merge, masking)).toList(),
        unmerges.stream().map(unmerge -> UnmergeView.of(unmerge, masking)).toList());
  }

  private static Map<Identifier, Instant> since(List<Edge> oldestFirst) {
    Map<Identifier, Instant> since = new HashMap<>();
    for (Edge edge : oldestFirst) {
      since.putIfAbsent(edge.left(), edge.stamp().time());
      since.putIfAbsent(edge.right(), edge.stamp().time());
    }
    return since;
  }

  private static EdgeView view(Edge edge, End left, End right, Masking masking) {
    return new EdgeView(
        left,
        right,
        Sources.view(edge.source(), masking),
        edge.stamp().cause(),
        edge.stamp().time(),
        edge.messageId(),
        edge.rulesVersion());
  }
}
