package dev.tributary.identity.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tributary.contracts.Identifier;
import dev.tributary.identity.claim.Stamp;
import dev.tributary.identity.profile.EvidencePath.Link;
import dev.tributary.testkit.lane.Lane;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("soak-models")
class EvidencePathTest {
  private static final int NODES = 12;

  @Test
  void theShortestOfTwoWaysIsTaken() {
    List<Edge> edges = List.of(edge(0, 1), edge(1, 2), edge(2, 3), edge(4, 0), edge(3, 4));
    assertThat(EvidencePath.between(edges, node(0), node(3)))
        .extracting(Link::from, Link::to)
        .containsExactly(tuple(node(0), node(4)), tuple(node(4), node(3)));
  }

  @Test
  void noWayLeadsFromAnIdentifierToItselfOrToWhatNothingNames() {
    List<Edge> edges = List.of(edge(0, 1));
    assertThat(EvidencePath.between(edges, node(0), node(0))).isEmpty();
    assertThat(EvidencePath.between(edges, node(0), node(7))).isEmpty();
    assertThat(EvidencePath.between(List.of(), node(0), node(1))).isEmpty();
  }

  @Test
  void everyChainIsRealAndAsShortAsTheDistance() {
    long seed = Lane.seed();
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      List<Edge> edges = new ArrayList<>();
      for (int count = random.nextInt(2 * NODES); count > 0; count--) {
        edges.add(edge(random.nextInt(NODES), random.nextInt(NODES)));
      }
      int[][] distances = distances(edges);
      for (int from = 0; from < NODES; from++) {
        for (int to = 0; to < NODES; to++) {
          List<Link> chain = EvidencePath.between(edges, node(from), node(to));
          String what = "seed " + seed + ", from " + from + " to " + to + " over " + edges;
          int distance = distances[from][to];
          assertThat(chain).as(what).hasSize(distance > NODES ? 0 : distance);
          Identifier at = node(from);
          for (Link link : chain) {
            assertThat(edges).as(what).contains(link.edge());
            assertThat(link.from()).as(what).isEqualTo(at);
            at = link.to();
          }
          assertThat(chain.isEmpty() || at.equals(node(to))).as(what).isTrue();
        }
      }
    }
  }

  /** Floyd and Warshall's. */
  private static int[][] distances(List<Edge> edges) {
    int[][] distances = new int[NODES][NODES];
    for (int from = 0; from < NODES; from++) {
      for (int to = 0; to < NODES; to++) {
        distances[from][to] = from == to ? 0 : NODES + 1;
      }
    }
    for (Edge edge : edges) {
      int left = Integer.parseInt(edge.left().value());
      int right = Integer.parseInt(edge.right().value());
      distances[left][right] = Math.min(distances[left][right], 1);
      distances[right][left] = distances[left][right];
    }
    for (int over = 0; over < NODES; over++) {
      for (int from = 0; from < NODES; from++) {
        for (int to = 0; to < NODES; to++) {
          distances[from][to] =
              Math.min(distances[from][to], distances[from][over] + distances[over][to]);
        }
      }
    }
    return distances;
  }

  private static Identifier node(int number) {
    return new Identifier(Identifier.USER_ID, Integer.toString(number));
  }

  private static Edge edge(int left, int right) {
    Stamp stamp = new Stamp(Instant.EPOCH, "evt_1");
    return new Edge(node(left), node(right), stamp, "src_web", "m1", 0);
  }
}
