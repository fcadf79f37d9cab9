package dev.tributary.destinations.kafka;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.definition.ModelBody;
import dev.tributary.contracts.membership.AudiencesDecided;
import dev.tributary.contracts.membership.MembershipChange;
import dev.tributary.contracts.profile.ProfileMessage;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.contracts.row.RowChange;
import dev.tributary.destinations.desired.EventWishes;
import dev.tributary.destinations.desired.RowWishes;
import dev.tributary.destinations.desired.Who;
import dev.tributary.destinations.ledger.EventDelivery;
import dev.tributary.destinations.ledger.Lane;
import dev.tributary.destinations.ledger.Wish;
import dev.tributary.destinations.postgres.PostgresCatalogue;
import dev.tributary.destinations.postgres.PostgresLedger;
import dev.tributary.destinations.postgres.PostgresPeople;
import dev.tributary.destinations.postgres.PostgresReconciler;
import dev.tributary.destinations.postgres.PostgresSeparations;
import dev.tributary.destinations.postgres.PostgresSeparations.Separation;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.runtime.loop.Effects;
import dev.tributary.runtime.loop.Input;
import dev.tributary.runtime.loop.Output;
import dev.tributary.runtime.loop.Poll;
import dev.tributary.runtime.quarantine.Quarantine;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Turns profiles, memberships and rows into desired state. Publishes nothing: outcomes follow from
 * deliveries.
 */
public final class DesiredState implements Effects {
  /** Of the messages that it knows. */
  public static final Set<String> TYPES =
      Set.of(ProfileMessage.TYPE, MembershipChange.TYPE, AudiencesDecided.TYPE, RowChange.TYPE);

  private final Quarantine quarantine = new Quarantine();
  private final PostgresCatalogue catalogue;
  private final PostgresPeople people;
  private final PostgresLedger ledger;
  private final PostgresReconciler reconciler;
  private final PostgresSeparations separations;
  private final Function<String, Optional<ModelBody>> models;

  /**
   * @param models what is known of a model, by its id
   */
  public DesiredState(
      PostgresCatalogue catalogue,
      PostgresPeople people,
      PostgresLedger ledger,
      PostgresReconciler reconciler,
      PostgresSeparations separations,
      Function<String, Optional<ModelBody>> models) {
    this.catalogue = catalogue;
    this.people = people;
    this.ledger = ledger;
    this.reconciler = reconciler;
    this.separations = separations;
    this.models = models;
  }

  /** What one poll says, sorted by kind. */
  private record Said(
      TreeMap<Who, ProfileState> states,
      Map<Who, Wish.Origin> stated,
      List<ProfileMessage.Merged> merged,
      List<ProfileMessage.Unmerged> unmerged,
      SortedMap<Who, Separation> begun,
      List<MembershipChange> memberships,
      SortedMap<Who, Long> decided,
      List<EventDelivery> events,
      List<RowWishes> rows,
      Map<Who, Wish.Origin> touched) {
    Said() {
      this(
          new TreeMap<>(),
          new HashMap<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new TreeMap<>(),
          new ArrayList<>(),
          new TreeMap<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new TreeMap<>());
    }

    void decided(AudiencesDecided all, Wish.Origin origin) {
      Who who = new Who(all.workspace(), all.profile());
      decided.merge(who, all.profileVersion(), Math::max);
      stated.putIfAbsent(who, origin);
    }

    /** Most events say nothing new of the person, whose records then stay as they are. */
    void touch(Set<Who> newer) {
      newer.forEach(who -> touched.putIfAbsent(who, Objects.requireNonNull(stated.get(who))));
    }

    void begin(Separation separation, Wish.Origin origin) {
      begun.put(separation.who(), separation);
      stated.putIfAbsent(separation.who(), origin);
    }

    /** One of the two was told of in this poll, the other perhaps long ago. */
    void touchBoth(List<Separation> apart) {
      for (Separation each : apart) {
        Wish.Origin origin = stated.get(each.who());
        if (origin == null) {
          origin = Objects.requireNonNull(stated.get(each.fromWhom()));
        }
        for (Who who : each.both()) {
          touched.putIfAbsent(who, origin);
        }
      }
    }
  }

  @Override
  public List<Output> apply(Connection tx, Poll poll) throws SQLException {
    if (poll.inputs().isEmpty()) {
      return List.of();
    }
    Catalogue definitions = catalogue.forApplying(tx, workspaces(poll));
    Said said = new Said();
    for (Input input : poll.inputs()) {
      read(input, definitions, said);
    }
    separations.begin(tx, said.begun());
    separations.give(tx, said.unmerged());
    PostgresPeople.Kept kept = people.keep(tx, said.states());
    said.touch(kept.newer());
    people.merge(tx, said.merged());
    people.keepMemberships(tx, said.memberships());
    separations.decided(tx, said.decided());
    List<Separation> apart = separations.complete(tx, said.stated().keySet());
    said.touchBoth(apart);
    Map<Who, ProfileState> answered = new TreeMap<>();
    kept.answered()
        .forEach(who -> answered.put(who, Objects.requireNonNull(said.states().get(who))));
    people
        .nameAgain(tx, apart.stream().flatMap(each -> each.both().stream()).toList())
        .forEach(state -> answered.put(new Who(state.workspace(), state.profile()), state));
    reconciler.people(tx, said.touched(), apart, definitions::ofPeople, Lane.LIVE);
    reconciler.rows(tx, said.rows());
    ledger.append(tx, said.events());
    ledger.reconsider(tx, answered.values());
    return List.of();
  }

  private static Set<String> workspaces(Poll poll) {
    Set<String> workspaces = new TreeSet<>();
    for (Input input : poll.inputs()) {
      String workspace = MessageHeaders.text(input.headers(), MessageHeaders.WORKSPACE);
      if (workspace != null) {
        workspaces.add(workspace);
      }
    }
    return workspaces;
  }

  private void read(Input input, Catalogue definitions, Said said) {
    byte[] value = input.value();
    if (value == null) {
      return;
    }
    MessageHeaders headers = MessageHeaders.from(input.headers());
    Wish.Origin origin =
        new Wish.Origin(headers.rootEvent(), headers.rootReceivedAt(), headers.id());
    switch (Topic.named(input.partition().topic())) {
      case PROFILES -> read(Json.read(value, ProfileMessage.class), definitions, origin, said);
      case MEMBERSHIPS -> {
        if (input.type().equals(AudiencesDecided.TYPE)) {
          said.decided(Json.read(value, AudiencesDecided.class), origin);
        } else {
          MembershipChange change = Json.read(value, MembershipChange.class);
          said.memberships().add(change);
          said.touched().put(new Who(change.workspace(), change.profile()), origin);
        }
      }
      case ROWS -> {
        RowChange row = Json.read(value, RowChange.class);
        ModelBody model = models.apply(row.model()).orElse(null);
        for (Catalogue.Sync sync : definitions.ofModel(row.workspace(), row.model())) {
          said.rows().add(new RowWishes(row, sync, model, input.offset(), Lane.LIVE, origin));
        }
      }
      default -> throw new IllegalArgumentException("Not ours: " + input.partition());
    }
  }

  private static void read(
      ProfileMessage message, Catalogue definitions, Wish.Origin origin, Said said) {
    Who who = new Who(message.workspace(), message.profile());
    switch (message) {
      case ProfileMessage.Updated(ProfileState state, var event, var absorbed) -> {
        said.states().merge(who, state, DesiredState::newer);
        said.stated().put(who, origin);
        if (event != null) {
          for (Catalogue.Sync sync : definitions.ofEvents(message.workspace())) {
            EventWishes.of(sync, event, state, origin).ifPresent(said.events()::add);
          }
        }
      }
      case ProfileMessage.Merged merged -> {
        said.merged().add(merged);
        said.touched().put(new Who(merged.workspace(), merged.into()), origin);
        said.stated().putIfAbsent(who, origin);
      }
      case ProfileMessage.Unmerged unmerged -> {
        said.unmerged().add(unmerged);
        said.begin(Separation.of(unmerged), origin);
      }
      case ProfileMessage.Separated separated -> {
        said.states().merge(who, separated.state(), DesiredState::newer);
        said.stated().put(who, origin);
        said.begin(Separation.of(separated), origin);
      }
    }
  }

  private static ProfileState newer(ProfileState one, ProfileState other) {
    return one.version() >= other.version() ? one : other;
  }

  @Override
  public List<Output> setAside(Connection tx, Input input, Exception failure) throws SQLException {
    quarantine.keep(tx, input, failure);
    return List.of();
  }
}
