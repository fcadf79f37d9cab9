package dev.tributary.destinations.protocol;

import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Call;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Place;
import dev.tributary.destinations.connector.Probe;
import dev.tributary.destinations.connector.Protocol;
import dev.tributary.destinations.connector.Target;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Carries out, prints and tests what connectors decide. Thread-safe. */
public final class Protocols {
  private final Clock clock;

  /**
   * @param clock for signatures, and for answers that say how long to wait
   */
  public Protocols(Clock clock) {
    this.clock = clock;
  }

  /**
   * Sends a batch. An exception of the connector passes through.
   *
   * @param target the destination with its secrets; the batch has none
   * @return one outcome per item, in the order of the batch
   */
  public List<Outcome> send(Connector connector, Batch batch, Target target, Egress egress) {
    AuthenticatedEgress authenticated =
        new AuthenticatedEgress(connector.authentication(), target, egress, clock);
    Place place = connector.place(batch);
    if (place == null) {
      return sent(connector.protocol(batch), batch, authenticated);
    }
    return switch (new PlaceSearch(authenticated).find(place, batch.operation())) {
      case Place.Finding.Found(String id) -> {
        Batch placed = batch.at(id);
        yield sent(connector.protocol(placed), placed, authenticated);
      }
      case Place.Finding.Missing missing -> batch.each(new Outcome.Delivered(null));
      case Place.Finding.Failed(Outcome outcome) -> batch.each(outcome);
      case Place.Finding.Refused(String words) -> batch.each(new Outcome.Misconfigured(words));
    };
  }

  private static List<Outcome> sent(
      Protocol protocol, Batch batch, AuthenticatedEgress authenticated) {
    return switch (protocol) {
      case Protocol.DirectCalls direct -> new CallSender(authenticated).send(batch, direct);
      case Protocol.Transaction(List<Egress.Exchange> statements, Protocol.Commit commit) -> {
        List<Outcome> outcomes = commit.commit(authenticated.target(), authenticated.egress());
        statements.forEach(
            statement -> authenticated.egress().note(answered(statement, outcomes.getFirst())));
        yield outcomes;
      }
    };
  }

  private static Egress.Exchange answered(Egress.Exchange statement, Outcome outcome) {
    return new Egress.Exchange(
        statement.method(),
        statement.target(),
        statement.headers(),
        statement.body(),
        null,
        Map.of(),
        outcome instanceof Outcome.Delivered ? "COMMIT" : outcome.words());
  }

  /**
   * The requests that {@link #send} would send for this batch, with secrets masked. Nothing is
   * sent.
   *
   * @param target the destination with its secrets; the batch has none
   */
  public List<Egress.Exchange> preview(Connector connector, Batch batch, Target target) {
    List<Egress.Request> requests = new ArrayList<>();
    Place place = connector.place(batch);
    if (place != null) {
      requests.add(place.search().request());
    }
    Batch placed = place == null ? batch : batch.at(place.placeholder());
    List<Egress.Exchange> statements =
        switch (connector.protocol(placed)) {
          case Protocol.DirectCalls(List<Call> calls, var decided) -> {
            calls.forEach(call -> requests.add(call.request()));
            yield List.of();
          }
          case Protocol.Transaction(List<Egress.Exchange> some, var commit) -> some;
        };
    SecretMasking masking = new SecretMasking(target.secrets().values());
    List<Egress.Exchange> shown = new ArrayList<>();
    for (Egress.Request request : requests) {
      shown.add(
          masking.exchange(
              Credentials.added(connector.authentication(), target, request, clock.instant())));
    }
    statements.forEach(statement -> shown.add(masking.mask(statement)));
    return shown;
  }

  /**
   * Tests a destination, without any change there.
   *
   * @param target with its secrets
   */
  public Outcome probe(Connector connector, Target target, Egress egress) {
    return switch (connector.probe(target.withoutSecrets())) {
      case Probe.OfRequest(Egress.Request request, Probe.Reading reading) -> {
        AuthenticatedEgress authenticated =
            new AuthenticatedEgress(connector.authentication(), target, egress, clock);
        try {
          yield reading.outcome(authenticated.send(request), clock.instant());
        } catch (EgressFailure e) {
          yield e.outcome();
        }
      }
      case Probe.OfConnection(Probe.Connect connect) -> connect.outcome(target, egress);
    };
  }
}
