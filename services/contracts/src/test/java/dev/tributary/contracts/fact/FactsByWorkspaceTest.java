package dev.tributary.contracts.fact;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.id.SourceId;
import dev.tributary.contracts.id.WorkspaceId;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FactsByWorkspaceTest {
  private static final WorkspaceId SHOP = new WorkspaceId("wsp_shop");
  private static final WorkspaceId QUIET = new WorkspaceId("wsp_quiet");
  private static final Fact ONE = new Fact.Source(new SourceId("src_1"), "Web");
  private static final Fact TWO = new Fact.Source(new SourceId("src_2"), "App");
  private static final Fact WAITING = new Fact.Quarantined(3);

  @Test
  void theOrderOfTheSourcesChangesNothing() {
    Facts facts = facts(ONE, TWO, WAITING);
    assertThat(facts(WAITING, TWO, ONE)).isEqualTo(facts);
    assertThat(facts(TWO, WAITING, ONE).digest()).isEqualTo(facts.digest());
    assertThat(facts(TWO, ONE).digest()).isNotEqualTo(facts.digest());
  }

  private static Facts facts(Fact... facts) {
    FactsByWorkspace answer =
        FactsByWorkspace.of(
            Set.of(SHOP, QUIET), Stream.of(facts).map(each -> new WorkspaceFact(SHOP, each)));
    assertThat(answer.workspaces()).containsEntry(QUIET, new Facts(List.of()));
    return requireNonNull(answer.workspaces().get(SHOP));
  }
}
