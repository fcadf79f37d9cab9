package dev.tributary.identity.start;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.tenancy.WorkspaceDirectory;
import java.util.function.Function;

/** The region of each workspace for phone numbers without a country code. Thread-safe. */
public final class Regions implements Function<WorkspaceId, String> {
  /** No region: only numbers with a country code are read. */
  private static final String NONE = "ZZ";

  private final WorkspaceDirectory workspaces;

  public Regions(WorkspaceDirectory workspaces) {
    this.workspaces = workspaces;
  }

  @Override
  public String apply(WorkspaceId workspace) {
    return workspaces.find(workspace).map(found -> found.settings().defaultRegion()).orElse(NONE);
  }
}
