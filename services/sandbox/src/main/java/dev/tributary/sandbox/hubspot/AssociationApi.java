package dev.tributary.sandbox.hubspot;

import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code /crm/v4/associations/{from}/{to}/batch/associate/default} and {@code …/batch/archive}. The
 * answer names each association in both directions.
 */
public final class AssociationApi {
  private record Id(@Nullable String id) {
    String required() {
      return new Inputs.Input(id, null, null, null).requiredId();
    }
  }

  private record Pair(Id from, Id to) {}

  private record Pairs(@Nullable List<Pair> inputs) {}

  private record Removal(Id from, @Nullable List<Id> to) {}

  private record Removals(@Nullable List<Removal> inputs) {}

  /** Which type of association HubSpot takes by default is different for each pair of types. */
  private record Spec(String associationCategory, int associationTypeId) {}

  private record Association(Id from, Id to, Spec associationSpec) {}

  private record Result(
      String status,
      List<Association> results,
      int numErrors,
      List<Refusal.InBatch> errors,
      Instant startedAt,
      Instant completedAt) {}

  private final Account account;

  public AssociationApi(Account account) {
    this.account = account;
  }

  public Answer associate(Call call) {
    return account.answer(() -> {
      var from = store(call, "type");
      var to = store(call, "to");
      var results = new ArrayList<Association>();
      var errors = new ArrayList<Refusal.InBatch>();
      for (var pair : Inputs.checked(Inputs.read(call, Pairs.class).inputs())) {
        var ids = List.of(pair.from().required(), pair.to().required());
        if (from.find(ids.get(0)).isEmpty() || to.find(ids.get(1)).isEmpty()) {
          errors.add(
              Refusal.notFound("One of the records was not found").inBatch(Map.of("ids", ids)));
        } else {
          account.link(ids.get(0), ids.get(1));
          var spec = new Spec("HUBSPOT_DEFINED", 1);
          results.add(new Association(pair.to(), pair.from(), spec));
          results.add(new Association(pair.from(), pair.to(), spec));
        }
      }
      var now = account.now();
      return Answer.of(200, new Result("COMPLETE", results, errors.size(), errors, now, now));
    });
  }

  /** An association that does not exist is no error. */
  public Answer archive(Call call) {
    return account.answer(() -> {
      store(call, "type");
      store(call, "to");
      for (var removal : Inputs.checked(Inputs.read(call, Removals.class).inputs())) {
        for (var other : Inputs.checked(removal.to())) {
          account.unlink(removal.from().required(), other.required());
        }
      }
      return Answer.empty(204);
    });
  }

  private ObjectStore store(Call call, String parameter) {
    return account.store(ObjectType.named(call.parameter(parameter)));
  }
}
