package dev.tributary.destinations.kafka;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.definition.ModelBody;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.membership.AudiencesDecided;
import dev.tributary.contracts.membership.MembershipChange;
import dev.tributary.contracts.profile.ProfileMessage;
import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.contracts.row.RowChange;
import dev.tributary.destinations.desired.CurrentRowsLog;
import dev.tributary.destinations.desired.DeclaredTypes;
import dev.tributary.destinations.desired.DesiredEvents;
import dev.tributary.destinations.desired.DesiredLedger;
import dev.tributary.destinations.desired.DesiredRows;
import dev.tributary.destinations.desired.DesiredTransaction;
import dev.tributary.destinations.desired.PendingUnmerge;
import dev.tributary.destinations.desired.PeopleStore;
import dev.tributary.destinations.desired.UnmergeStore;
import dev.tributary.destinations.ledger.DesiredRecord;
import dev.tributary.destinations.ledger.EventDelivery;
import dev.tributary.destinations.ledger.Priority;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.runtime.definition.WorkspaceTypes;
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
 * Turns profiles, memberships and rows into desired state. Publishes nothing: the deliveries
 * publish the outcomes.
 */
public final class DesiredState implements Effects {
  /** The message types that this loop can read. */
  public static final Set<String> TYPES =
      Set.of(ProfileMessage.TYPE, MembershipChange.TYPE, AudiencesDecided.TYPE, RowChange.TYPE);

  private final Quarantine quarantine = new Quarantine();
  private final Function<Connection, DesiredTransaction> transactions;
  private final Function<ModelId, Optional<ModelBody>> models;
  private final WorkspaceTypes<DeclaredTypes> types;

  /**
   * @param transactions the stores within the transaction of a connection
   * @param models finds the definition of a model, by its id
   */
  public DesiredState(
      Function<Connection, DesiredTransaction> transactions,
      Function<ModelId, Optional<ModelBody>> models,
      WorkspaceTypes<DeclaredTypes> types) {
    this.transactions = transactions;
    this.models = models;
    this.types = types;
  }

  /** The content of one poll, sorted by kind. */
  private record PollContent(
      TreeMap<ProfileRef, ProfileState> states,
      Map<ProfileRef, DesiredRecord.Origin> stated,
      List<ProfileMessage.Merged> merges,
      List<ProfileMessage.Unmerged> unmerged,
      SortedMap<ProfileRef, PendingUnmerge> begun,
      List<MembershipChange> memberships,
      SortedMap<ProfileRef, Long> decided,
      List<EventDelivery> events,
      List<DesiredRows> rows,
      Map<ProfileRef, DesiredRecord.Origin> touched) {
    PollContent() {
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

    void decided(AudiencesDecided all, DesiredRecord.Origin origin) {
      ProfileRef who = new ProfileRef(all.workspace(), all.profile());
      decided.merge(who, all.profileVersion(), Math::max);
      stated.putIfAbsent(who, origin);
    }

    /** Most events do not change the person, so the person's records stay as they are. */
    void touch(Set<ProfileRef> newer) {
      newer.forEach(who -> touched.putIfAbsent(who, Objects.requireNonNull(stated.get(who))));
    }

    void begin(PendingUnmerge unmerge, DesiredRecord.Origin origin) {
      begun.put(unmerge.who(), unmerge);
      stated.putIfAbsent(unmerge.who(), origin);
    }

    /** This poll contains one of the two; the other one may have arrived long ago. */
    void touchBoth(List<PendingUnmerge> unmerges) {
      for (PendingUnmerge each : unmerges) {
        DesiredRecord.Origin origin = stated.get(each.who());
        if (origin == null) {
          origin = Objects.requireNonNull(stated.get(each.fromWhom()));
        }
        for (ProfileRef who : each.both()) {
          touched.putIfAbsent(who, origin);
        }
      }
    }
  }

  @Override
  public List<Output> apply(Connection tx, Poll poll) throws SQLException {
    if (!poll.inputs().isEmpty()) {
      try {
        apply(transactions.apply(tx), poll);
      } catch (StoreFailure e) {
        throw Transactions.cause(e);
      }
    }
    return List.of();
  }

  private void apply(DesiredTransaction tx, Poll poll) throws StoreFailure {
    Catalogue definitions = tx.forApplying(workspaces(poll));
    PollContent content = new PollContent();
    CurrentRowsLog log = tx.rowsLog();
    for (Input input : poll.inputs()) {
      read(input, definitions, log, content);
    }
    PeopleStore people = tx.people();
    UnmergeStore pendingUnmerges = tx.unmerges();
    people.lock(content.merges());
    pendingUnmerges.begin(content.begun());
    pendingUnmerges.give(content.unmerged());
    PeopleStore.Kept kept = people.keep(content.states());
    content.touch(kept.newer());
    people.merge(content.merges());
    people.keepMemberships(content.memberships());
    pendingUnmerges.decided(content.decided());
    List<PendingUnmerge> unmerges = pendingUnmerges.complete(content.stated().keySet());
    content.touchBoth(unmerges);
    Map<ProfileRef, ProfileState> answered = new TreeMap<>();
    kept.answered()
        .forEach(who -> answered.put(who, Objects.requireNonNull(content.states().get(who))));
    people
        .reassignIdentifiers(unmerges.stream().flatMap(each -> each.both().stream()).toList())
        .forEach(state -> answered.put(new ProfileRef(state.workspace(), state.profile()), state));
    DesiredLedger ledger = tx.ledger();
    ledger.people(content.touched(), unmerges, definitions::ofPeople, Priority.LIVE);
    ledger.rows(content.rows());
    ledger.events(content.events(), Priority.LIVE);
    ledger.reconsider(answered.values());
  }

  private static Set<WorkspaceId> workspaces(Poll poll) {
    Set<WorkspaceId> workspaces = new TreeSet<>();
    for (Input input : poll.inputs()) {
      WorkspaceId workspace =
          WorkspaceId.ofNullable(MessageHeaders.text(input.headers(), MessageHeaders.WORKSPACE));
      if (workspace != null) {
        workspaces.add(workspace);
      }
    }
    return workspaces;
  }

  private void read(Input input, Catalogue definitions, CurrentRowsLog log, PollContent content) {
    byte[] value = input.value();
    if (value == null) {
      return;
    }
    MessageHeaders headers = MessageHeaders.from(input.headers());
    DesiredRecord.Origin origin =
        new DesiredRecord.Origin(headers.rootEvent(), headers.rootReceivedAt(), headers.id());
    switch (Topic.named(input.partition().topic())) {
      case PROFILES -> read(Json.read(value, ProfileMessage.class), definitions, origin, content);
      case MEMBERSHIPS -> {
        if (input.type().equals(AudiencesDecided.TYPE)) {
          content.decided(Json.read(value, AudiencesDecided.class), origin);
        } else {
          MembershipChange change = Json.read(value, MembershipChange.class);
          content.memberships().add(change);
          content.touched().put(new ProfileRef(change.workspace(), change.profile()), origin);
        }
      }
      case ROWS -> {
        RowChange row = Json.read(value, RowChange.class);
        ModelBody model = models.apply(row.model()).orElse(null);
        long position = log.position(input.offset());
        for (Catalogue.Sync sync : definitions.ofModel(row.workspace(), row.model())) {
          content.rows().add(new DesiredRows(row, sync, model, position, Priority.LIVE, origin));
        }
      }
      default -> throw new IllegalArgumentException("Not ours: " + input.partition());
    }
  }

  private void read(
      ProfileMessage message,
      Catalogue definitions,
      DesiredRecord.Origin origin,
      PollContent content) {
    ProfileRef who = new ProfileRef(message.workspace(), message.profile());
    switch (message) {
      case ProfileMessage.Updated(ProfileState state, var event, var absorbed) -> {
        content.states().merge(who, state, DesiredState::newer);
        content.stated().put(who, origin);
        if (event != null) {
          DeclaredTypes declared = types.of(message.workspace());
          for (Catalogue.Sync sync : definitions.ofEvents(message.workspace())) {
            DesiredEvents.of(sync, event, state, declared, origin).ifPresent(content.events()::add);
          }
        }
      }
      case ProfileMessage.Merged merged -> {
        content.merges().add(merged);
        content.touched().put(new ProfileRef(merged.workspace(), merged.into()), origin);
        content.stated().putIfAbsent(who, origin);
      }
      case ProfileMessage.Unmerged unmerged -> {
        content.unmerged().add(unmerged);
        content.begin(PendingUnmerge.of(unmerged), origin);
      }
      case ProfileMessage.UnmergedFrom unmergedFrom -> {
        content.states().merge(who, unmergedFrom.state(), DesiredState::newer);
        content.stated().put(who, origin);
        content.begin(PendingUnmerge.of(unmergedFrom), origin);
      }
    }
  }

  private static ProfileState newer(ProfileState one, ProfileState other) {
    return one.version() >= other.version() ? one : other;
  }

  @Override
  public List<Output> quarantine(Connection tx, Input input, Exception failure)
      throws SQLException {
    quarantine.keep(tx, input, failure);
    return List.of();
  }
}
