package dev.tributary.identity.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.command.Command;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SourceId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.identity.profile.TraitPolicy;
import dev.tributary.identity.profile.TraitPolicy.Kind;
import dev.tributary.runtime.loop.Input;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TraitRedecisionTest {
  /** More than two commands' worth. */
  private static final int PEOPLE = 450;

  private static Identity identity;
  private final Inputs inputs = new Inputs(new WorkspaceId("wsp_" + System.nanoTime()));

  @BeforeAll
  static void migrate() {
    identity = Identity.migrated();
  }

  @Test
  void everybodyWhoHasTheTraitIsToldOfAnew() throws Exception {
    people();
    assertThat(plans("short")).hasSize(PEOPLE);
    long before = versions();
    policy(1, Kind.LONGEST);
    int commands = redecide();
    assertThat(plans("very long")).hasSize(PEOPLE);
    assertThat(commands).isEqualTo(3);
    assertThat(versions()).isEqualTo(before + PEOPLE);
    assertThat(
            identity.rows(
                "select count(*) from profile where workspace = '%s' and version = 2"
                    .formatted(inputs.workspace())))
        .containsExactly("1");

    identity.apply(identify("till", 0, "short again", 9));
    assertThat(plans("very long")).as("the policy holds for what comes").hasSize(PEOPLE - 1);
    assertThat(plans("short again")).hasSize(1);
  }

  /** Each with two sources' words, and one more who has no plan. */
  private void people() throws Exception {
    List<Input> all = new ArrayList<>();
    for (int i = 0; i < PEOPLE; i++) {
      all.add(identify("web", i, "very long", 1));
      all.add(identify("till", i, "short", 2));
    }
    all.add(
        inputs
            .from(new SourceId("src_web"))
            .event("{'type':'identify','userId':'eve','messageId':'n','traits':{'city':'X'}}", 1));
    all.add(
        inputs
            .from(new SourceId("src_web"))
            .event("{'type':'identify','userId':'eve','messageId':'o','traits':{'city':'Y'}}", 2));
    for (int from = 0; from < all.size(); from += 100) {
      identity.apply(all.subList(from, Math.min(all.size(), from + 100)).toArray(Input[]::new));
    }
  }

  private Input identify(String source, int person, String plan, int minute) {
    return inputs
        .from(new SourceId("src_" + source))
        .event(
            "{'type':'identify','userId':'u%d','messageId':'%s-%d-%d','traits':{'plan':'%s'}}"
                .formatted(person, source, person, minute, plan),
            minute);
  }

  private void policy(long version, Kind kind) throws Exception {
    String spec = new String(Json.write(new TraitPolicy(kind, List.of())), StandardCharsets.UTF_8);
    identity.define(inputs.workspace(), "trait-policy", "plan", version, spec);
  }

  /** As the loop reads what it has put on {@code commands} itself. */
  private int redecide() throws Exception {
    Optional<Command> next =
        Optional.of(
            new Command.RedecideTrait(
                inputs.workspace(), "plan", "me", Inputs.START, ProfileId.BEFORE_ALL));
    int commands = 0;
    while (next.isPresent()) {
      List<Message> told = identity.apply(inputs.command(next.get()));
      commands++;
      next =
          told.stream()
              .filter(message -> message.topic() == Topic.COMMANDS)
              .map(message -> Json.read(Objects.requireNonNull(message.value()), Command.class))
              .findFirst();
    }
    return commands;
  }

  private List<ProfileState> plans(String plan) {
    return people(inputs.workspace()).stream()
        .filter(state -> state.traits().containsKey("plan"))
        .filter(state -> state.traits().get("plan").asText().equals(plan))
        .toList();
  }

  private long versions() {
    return people(inputs.workspace()).stream().mapToLong(ProfileState::version).sum();
  }

  private static List<ProfileState> people(WorkspaceId workspace) {
    return identity.people().stream().filter(state -> state.workspace().equals(workspace)).toList();
  }
}
