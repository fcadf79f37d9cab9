package dev.tributary.warehouse.http;

import dev.tributary.contracts.definition.ModelBody;
import dev.tributary.contracts.definition.TraitClasses;
import dev.tributary.contracts.id.WarehouseId;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.PersonalDataPolicy;
import dev.tributary.runtime.tenancy.PersonalDataPolicy.Matter;
import dev.tributary.runtime.tenancy.PersonalDataPolicy.Seeing;
import dev.tributary.runtime.tenancy.Tenant;
import dev.tributary.runtime.tenancy.Visibility;
import dev.tributary.runtime.tenancy.VisibilityPolicy;
import dev.tributary.warehouse.model.ModelSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks mappings of a column to a trait that more people may see than the column. A caller may
 * make such a mapping only with the right to see the column, because the values are then shown, and
 * sent, as those of the trait. Thread-safe.
 */
public final class MappingPolicy {
  private final DefinitionStore<ModelSpec> models;
  private final VisibilityPolicy visibilityPolicy;
  private final PersonalDataPolicy policy;

  public MappingPolicy(
      DefinitionStore<ModelSpec> models,
      VisibilityPolicy visibilityPolicy,
      PersonalDataPolicy policy) {
    this.models = models;
    this.visibilityPolicy = visibilityPolicy;
    this.policy = policy;
  }

  /**
   * Call this before a model is created, or changed in the source of its rows or the meaning of its
   * columns.
   *
   * @param object the model's id, or its future key
   * @param before null for a new model
   * @throws dev.tributary.runtime.problem.Problem if the caller does not have the right
   */
  void requireModel(Tenant tenant, String object, @Nullable ModelSpec before, ModelSpec wanted) {
    Map<String, String> exposed = exposed(tenant, wanted, models.readable(tenant.workspaceId()));
    if (before != null && sameRows(before, wanted)) {
      exposed.entrySet().removeAll(before.mapping().traits().entrySet());
    }
    require(tenant, object, exposed);
  }

  /**
   * Call this before a warehouse's models read from another place.
   *
   * @throws dev.tributary.runtime.problem.Problem if the caller does not have the right
   */
  void requireWarehouse(Tenant tenant, WarehouseId warehouse) {
    List<StoredDefinition<ModelSpec>> all = models.all(tenant.workspaceId());
    for (StoredDefinition<ModelSpec> model : all) {
      if (model.spec().warehouse().equals(warehouse)) {
        require(tenant, model.id(), exposed(tenant, model.spec(), all));
      }
    }
  }

  private void require(Tenant tenant, String object, Map<String, String> exposed) {
    if (!exposed.isEmpty()) {
      policy.require(tenant, Matter.MAP, object, Seeing.where(tenant.mayReadPersonalData()));
    }
  }

  private static boolean sameRows(ModelSpec before, ModelSpec wanted) {
    return before.warehouse().equals(wanted.warehouse()) && before.source().equals(wanted.source());
  }

  /**
   * The columns that more people may see as traits than as columns, with these traits.
   *
   * @param others the models of the workspace, which show what else a column means
   */
  private Map<String, String> exposed(
      Tenant tenant, ModelSpec spec, List<StoredDefinition<ModelSpec>> others) {
    TraitClasses classes = visibilityPolicy.of(tenant).classes();
    if (!classes.complete() && !tenant.mayReadPersonalData()) {
      throw Problems.UNAVAILABLE.problem("The classifications of traits are being read; try again");
    }
    List<ModelBody.Mapping> mappings =
        others.stream().map(model -> model.spec().mapping()).toList();
    ColumnVisibility columns =
        new ColumnVisibility(
            new Visibility(true, classes), ModelBody.Mapping.NONE, mappings, spec.origins());
    Map<String, String> exposed = new HashMap<>();
    spec.mapping()
        .traits()
        .forEach((column, trait) -> {
          if (wider(classes, columns, column, trait)) {
            exposed.put(column, trait);
          }
        });
    return exposed;
  }

  private static boolean wider(
      TraitClasses classes, ColumnVisibility columns, String column, String trait) {
    return switch (classes.of(trait)) {
      case HARMLESS -> true;
      case PERSONAL -> columns.sensitive(column);
      case SENSITIVE -> false;
    };
  }
}
