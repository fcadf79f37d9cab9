package dev.tributary.audience.http.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.audience.http.visibility.RuleVisibility;
import dev.tributary.audience.membership.MemberTraits;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.definition.Classification;
import dev.tributary.contracts.definition.TraitClasses;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.tenancy.Visibility;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The file of an export, over members in memory. */
class MemberExportTest {
  private static final MemberTraits.Members MEMBERS =
      new MemberTraits.Members(new WorkspaceId("wsp_shop"), new AudienceId("aud_1"), 2);
  private static final TraitClasses CLASSES =
      TraitClasses.of(Map.of("plan", Classification.HARMLESS, "disease", Classification.SENSITIVE));

  private final List<MemberTraits.Row> list = new ArrayList<>();
  private final List<Integer> namesRead = new ArrayList<>();
  private final Set<ProfileId> former = new HashSet<>();
  private Instant now = Instant.EPOCH;
  private Duration duration = Duration.ZERO;
  private int replacedAt = Integer.MAX_VALUE;

  /** The list in memory; a position has the index of its profile as its part. */
  private final class Listed implements MemberTraits {
    @Override
    public Optional<Members> inForce(WorkspaceId workspace, AudienceId audience) {
      return Optional.of(MEMBERS);
    }

    @Override
    public Names names(Members members, Position after, int limit) {
      Page page = read(after, limit);
      namesRead.add(page.rows().size());
      now = now.plus(duration);
      Set<String> names = new HashSet<>();
      page.rows().forEach(row -> row.traits().fieldNames().forEachRemaining(names::add));
      return new Names(names, page.rows().size(), page.next());
    }

    @Override
    public Optional<Page> page(Members members, Position after, int limit) {
      return after.part() >= replacedAt ? Optional.empty() : Optional.of(read(after, limit));
    }

    private Page read(Position after, int limit) {
      int from = after.part() + 1;
      int to = Math.min(list.size(), from + limit);
      return new Page(
          list.subList(from, to).stream().filter(row -> !former.contains(row.profile())).toList(),
          to - from < limit
              ? Optional.empty()
              : Optional.of(new Position(to - 1, list.get(to - 1).profile())));
    }
  }

  private void member(String... traits) {
    ObjectNode values = Json.MAPPER.createObjectNode();
    for (String trait : traits) {
      values.put(trait, trait.toUpperCase(Locale.ROOT));
    }
    list.add(
        new MemberTraits.Row(
            new ProfileId("prf_%03d".formatted(list.size())), Instant.EPOCH, values));
  }

  /** Profiles that were members before. */
  private void former(int profiles) {
    for (int i = 0; i < profiles; i++) {
      member("left");
      former.add(list.getLast().profile());
    }
  }

  /** Without the first two columns and the byte order mark. */
  private List<String> exported(int namesPage, boolean personalData) throws IOException {
    MemberTraits people = new Listed();
    RuleVisibility visibility =
        new RuleVisibility(new Visibility(personalData, CLASSES), List.of(), Map.of());
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ExportColumns columns = ExportColumns.of(people, MEMBERS, () -> now, namesPage);
    new MemberExport(people, MEMBERS, visibility, columns, 3).write(file);
    return file.toString(StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.split(",", 3)[2])
        .toList();
  }

  @Test
  void theColumnsOfASmallAudienceAreTheTraitsOfAllItsMembers() throws IOException {
    member("plan", "zip");
    member("email");
    assertThat(exported(5, true)).containsExactly("email,plan,zip", ",PLAN,ZIP", "EMAIL,,");
  }

  /** Members of a rule about the last days are few among those who were members before. */
  @Test
  void theColumnsAreThoseOfMembersAlsoAfterManyFormerMembers() throws IOException {
    former(60);
    member("plan");
    assertThat(exported(2, true)).containsExactly("plan", "PLAN");
    assertThat(namesRead).hasSize(31);
  }

  @Test
  void theSearchForColumnsEndsHoweverManyFormerMembersThereAre() throws IOException {
    former(1_001);
    member("plan");
    assertThat(exported(2, true))
        .containsExactly("other_traits", "\"{\"\"plan\"\":\"\"PLAN\"\"}\"");
    assertThat(namesRead).hasSize(500);
  }

  /** The question has a limit too, and would then be refused. */
  @Test
  void theSearchForColumnsEndsAfterSomeSeconds() throws IOException {
    former(100);
    member("plan");
    duration = Duration.ofSeconds(1);
    assertThat(exported(2, true)).startsWith("other_traits").hasSize(2);
    assertThat(namesRead).hasSize(5);
  }

  @Test
  void theColumnForOthersHasTheNameOfNoTrait() throws IOException {
    for (int i = 0; i < 40; i++) {
      member("other_traits");
    }
    member("rare");
    assertThat(exported(2, true)).startsWith("other_traits,other_traits_2");
  }

  @Test
  void theColumnsNameTheColumnForOthersAsTheFileDoes() {
    var traits = new LinkedHashSet<>(List.of("email", "other_traits"));
    MemberExportColumns some =
        MemberExportColumns.of(new ExportColumns(traits, true), trait -> !trait.equals("email"));
    assertThat(some)
        .isEqualTo(
            new MemberExportColumns(
                List.of("email", "other_traits"), List.of("email"), true, "other_traits_2"));
    MemberExportColumns all =
        MemberExportColumns.of(new ExportColumns(traits, false), trait -> true);
    assertThat(all.othersColumn()).isNull();
  }

  /** The names are read from ten pages, however many members there are. */
  @Test
  void aTraitThatWasNotFoundInTimeIsInTheColumnForOthers() throws IOException {
    for (int i = 0; i < 40; i++) {
      member("plan");
    }
    member("plan", "rare", "disease");
    List<String> rows = exported(2, true);
    assertThat(namesRead).hasSize(10).containsOnly(2);
    assertThat(rows).hasSize(42).startsWith("plan,other_traits", "PLAN,");
    assertThat(rows.getLast())
        .isEqualTo("PLAN,\"{\"\"rare\"\":\"\"RARE\"\",\"\"disease\"\":\"\"masked\"\"}\"");
    assertThat(exported(2, false).getLast())
        .isEqualTo("PLAN,\"{\"\"rare\"\":\"\"masked\"\",\"\"disease\"\":\"\"masked\"\"}\"");
  }

  @Test
  void theFileHasEachMemberOnceAlsoIfTheLastPageIsFull() throws IOException {
    for (int i = 0; i < 9; i++) {
      member("plan");
    }
    assertThat(exported(100, true)).hasSize(10);
  }

  @Test
  void aReplacedRuleEndsTheFileBeforeItsEnd() {
    for (int i = 0; i < 9; i++) {
      member("plan");
    }
    replacedAt = 5;
    assertThatThrownBy(() -> exported(100, true)).isInstanceOf(IOException.class);
  }

  @Test
  void tooManyColumnsAreRefusedBeforeTheFileBegins() {
    for (int i = 0; i < 1_001; i++) {
      member("trait_" + i);
    }
    assertThatThrownBy(() -> exported(2_000, true))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("1000");
  }
}
